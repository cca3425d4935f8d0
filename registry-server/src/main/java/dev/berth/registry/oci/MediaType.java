package dev.berth.registry.oci;

import java.util.Locale;

/// A media type without parameters, in lower case.
public record MediaType(String value) {
    public static final MediaType OCI_MANIFEST = new MediaType("application/vnd.oci.image.manifest.v1+json");
    public static final MediaType OCI_INDEX = new MediaType("application/vnd.oci.image.index.v1+json");
    public static final MediaType DOCKER_MANIFEST =
            new MediaType("application/vnd.docker.distribution.manifest.v2+json");
    public static final MediaType DOCKER_LIST =
            new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
    public static final MediaType JSON = new MediaType("application/json");

    public MediaType {
        value = value.strip().toLowerCase(Locale.ROOT);
    }

    /// Takes a header value and drops what follows the first semicolon.
    public static MediaType parse(String header) {
        var semicolon = header.indexOf(';');
        return new MediaType(semicolon < 0 ? header : header.substring(0, semicolon));
    }

    /// An image of one platform, of either family.
    public boolean isImage() {
        return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
    }

    /// A list of manifests, of either family.
    public boolean isIndex() {
        return equals(OCI_INDEX) || equals(DOCKER_LIST);
    }

    public boolean isManifest() {
        return isImage() || isIndex();
    }

    /// Layers of these types are kept elsewhere, so this registry need not hold them.
    public boolean isForeignLayer() {
        return value.contains(".nondistributable.") || value.contains(".foreign.");
    }

    @Override
    public String toString() {
        return value;
    }
}
