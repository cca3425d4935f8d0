package dev.berth.registry.oci;

/// The error codes of the distribution specification with the status and the text each is answered with.
public enum ErrorCode {
    UNKNOWN(500, "unknown error"),
    UNSUPPORTED(405, "the operation is unsupported"),
    UNAUTHORIZED(401, "authentication required"),
    DENIED(403, "requested access to the resource is denied"),
    UNAVAILABLE(503, "service unavailable"),
    TOOMANYREQUESTS(429, "too many requests"),
    DIGEST_INVALID(400, "provided digest did not match uploaded content"),
    SIZE_INVALID(400, "provided length did not match content length"),
    RANGE_INVALID(416, "invalid content range"),
    NAME_INVALID(400, "invalid repository name"),
    TAG_INVALID(400, "invalid tag"),
    NAME_UNKNOWN(404, "repository name not known to registry"),
    MANIFEST_UNKNOWN(404, "manifest unknown"),
    MANIFEST_INVALID(400, "manifest invalid"),
    MANIFEST_UNVERIFIED(400, "manifest failed signature verification"),
    MANIFEST_BLOB_UNKNOWN(400, "manifest references a manifest or blob unknown to registry"),
    BLOB_UNKNOWN(404, "blob unknown to registry"),
    BLOB_UPLOAD_UNKNOWN(404, "blob upload unknown to registry"),
    BLOB_UPLOAD_INVALID(404, "blob upload invalid"),
    PAGINATION_NUMBER_INVALID(400, "invalid number of results requested");

    private final int status;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.message = message;
    }

    public int status() {
        return status;
    }

    public String message() {
        return message;
    }
}
