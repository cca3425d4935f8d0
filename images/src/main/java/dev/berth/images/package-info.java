/// Builds the project's container images as OCI archives, without a daemon and without pulling a base image.
@NullMarked
package dev.berth.images;

import org.jspecify.annotations.NullMarked;
