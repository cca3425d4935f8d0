package dev.berth.registry.uploads;

import dev.berth.registry.oci.RepositoryName;

/// An upload session: it belongs to one repository, and all of it lies in files.
record Upload(RepositoryName repository, UploadId id) {}
