package dev.berth.registry.oci;

import static dev.berth.registry.oci.ErrorHelp.Use.SENT;
import static dev.berth.registry.oci.ErrorHelp.Use.UNUSED;

/// What the reference says about the [ErrorCode] of the same name.
enum ErrorHelp {
    UNKNOWN(
            SENT,
            "507",
            "The storage failed (500) or is full (507), or the server has a fault.",
            "507: enlarge the volume or collect garbage. Otherwise read the server's log, which tells the cause once; "
                    + "the same request may succeed later."),
    UNSUPPORTED(
            SENT,
            "400, 404 and others",
            "Deletion is switched off, the registry is read-only, the method does not exist here, or a maintenance "
                    + "request (`/berth/v1/`) is malformed (400) or not offered (404).",
            "Set `storage.delete.enabled`, end `storage.maintenance.readonly.enabled`, or set `berth.maintenance.tokenfile`; "
                    + "the message says which."),
    UNAUTHORIZED(
            SENT,
            "",
            "No credentials, an unknown user, a wrong password or a wrong maintenance token.",
            "Log in. With Berth the passwords are in the Secrets of `spec.auth`."),
    DENIED(
            SENT,
            "",
            "The user may not do this; only where `berth.access.rules` are set and a password is sent instead of a token.",
            "Ask for a rule that allows it."),
    UNAVAILABLE(
            SENT,
            "",
            "The service behind the bucket does not answer or refuses the keys, or a deletion of the same content has not ended.",
            "Try again after the time in `Retry-After`; the log names the endpoint and what it said."),
    TOOMANYREQUESTS(
            SENT,
            "",
            "A client sends more requests than `berth.ratelimit` allows, two requests write to one upload at the same time, too many wrong passwords came for one user from one"
                    + " address, or too many new passwords wait for their comparison.",
            "Try again after the time in `Retry-After`; give the server more CPU when it is about waiting passwords."),
    DIGEST_INVALID(
            SENT,
            "",
            "A digest is missing, malformed or of an unknown algorithm, or the content has another one.",
            "Send the content again; look for a client or proxy that changes it."),
    SIZE_INVALID(
            SENT,
            "413",
            "The body has another length than its headers say, the connection ended early, or a request is too large.",
            "Send it again; look at the timeouts and body limits of proxies on the way."),
    RANGE_INVALID(
            SENT,
            "",
            "A piece of an upload begins elsewhere than the last one ended, or a pull asks for bytes that do not exist.",
            "An upload goes on where the headers `Location` and `Range` of the answer say."),
    NAME_INVALID(
            SENT,
            "",
            "The repository's name breaks the grammar.",
            "At most 255 characters: lower-case letters and digits, joined by `.`, `_`, `__` or dashes, in parts "
                    + "separated by `/`."),
    TAG_INVALID(
            SENT,
            "414",
            "The tag breaks the grammar, or one push sets more than 100 tags (414).",
            "At most 128 letters, digits, `_`, `.` and `-`, not beginning with `.` or `-`."),
    NAME_UNKNOWN(
            SENT,
            "",
            "There is no such repository, path or garbage collection.",
            "Check the address; a repository exists from its first push on."),
    MANIFEST_UNKNOWN(
            SENT,
            "",
            "There is no such tag or digest in the repository, or the client does not accept the manifest's type.",
            "Check name and tag; use a client that knows indexes."),
    MANIFEST_INVALID(
            SENT,
            "413",
            "The manifest is not what its type asks for, or has more than 4 MiB (413).",
            "The message names the field; correct the tool that made the manifest."),
    MANIFEST_UNVERIFIED(UNUSED, "", "Of signed manifests, which this server does not take.", "None needed."),
    MANIFEST_BLOB_UNKNOWN(
            SENT,
            "",
            "The manifest names blobs or manifests that its repository does not hold, or holds with another size; "
                    + "one error for each.",
            "Push what `detail` names, then the manifest again."),
    BLOB_UNKNOWN(
            SENT, "", "The repository does not hold this blob.", "Push it, or push the image again if it was removed."),
    BLOB_UPLOAD_UNKNOWN(
            SENT,
            "",
            "The upload never was, has ended, or was removed as abandoned.",
            "Start another one; uploads rest at most `storage.maintenance.uploadpurging.age`."),
    BLOB_UPLOAD_INVALID(UNUSED, "", "Of uploads that cannot go on; told by the codes above.", "None needed."),
    PAGINATION_NUMBER_INVALID(
            SENT,
            "",
            "`n` is no whole number, is negative, or is above `catalog.maxentries`.",
            "Ask for fewer and follow the header `Link`.");

    private final Use use;
    private final String otherStatus;
    private final String when;
    private final String cure;

    ErrorHelp(Use use, String otherStatus, String when, String cure) {
        this.use = use;
        this.otherStatus = otherStatus;
        this.when = when;
        this.cure = cure;
    }

    /// Whether code of our own answers with it.
    enum Use {
        SENT,
        UNUSED
    }

    static ErrorHelp of(ErrorCode code) {
        return valueOf(code.name());
    }

    Use use() {
        return use;
    }

    String row(ErrorCode code) {
        String status = code.status() + (otherStatus.isEmpty() ? "" : ", also " + otherStatus);
        return "| `" + code + "` | " + status + " | " + when + " | " + cure + " |\n";
    }
}
