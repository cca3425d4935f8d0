package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the bucket is and how it is used: distribution's keys, and ours for what it has none for.
public record S3Config(
        Place place,
        Access access,
        Encoding encoding,
        Parts parts,
        Optional<String> redirectEndpoint,
        boolean redirects,
        Limits limits) {
    private static final long MEBIBYTE = 1 << 20;
    private static final long LEAST_PART = 5 * MEBIBYTE;
    private static final long LARGEST_PART = 5L << 30;

    /// The bucket and how it is addressed. An endpoint is a URL; none is that of AWS.
    public record Place(
            String bucket,
            String folder,
            String region,
            Optional<String> endpoint,
            boolean pathStyle,
            boolean dualStack,
            boolean accelerate,
            boolean fips) {}

    /// Who asks, and whom it trusts. Without keys, the usual chain of environment, web identity and instance.
    public record Access(
            Optional<Keys> keys,
            Optional<KeyFiles> files,
            Optional<Path> authorities,
            boolean trustsAnyone,
            Optional<String> agent) {}

    public record Keys(String access, String secret, Optional<String> session) {
        @Override
        public String toString() {
            return "Keys[" + access + "]";
        }
    }

    /// A session token is read where its file is there.
    public record KeyFiles(Path access, Path secret, Optional<Path> session) {}

    /// What objects are written with.
    public record Encoding(
            boolean encrypted,
            Optional<String> encryptionKey,
            Optional<String> storageClass,
            Optional<String> objectAcl) {}

    /// Sizes in bytes. Larger objects than `copyThreshold` are copied in parts.
    public record Parts(long size, long copySize, int copyConcurrency, long copyThreshold) {}

    /// `inFlight` is how many parts are sent at a time over all uploads, `memory` for how long the absence of
    /// tombstones is remembered.
    public record Limits(Path spool, int inFlight, Duration patience, Duration memory, int replicas) {}

    public static boolean isChosen(ConfigurationNode root) {
        var storage = root.section("storage");
        return storage.has("s3") || storage.has("s3aws");
    }

    public static S3Config from(ConfigurationNode root) {
        var s3 = root.section("storage").has("s3") ? root.section("storage.s3") : root.section("storage.s3aws");
        var own = root.section("berth.s3");
        return new S3Config(
                place(s3),
                access(s3, own),
                encoding(s3),
                parts(s3),
                s3.string("redirectendpoint").filter(text -> !text.isEmpty()).map(text -> url(s3, text)),
                !root.bool("storage.redirect.disable", false),
                limits(root, own));
    }

    /// Reads the files that the settings name, and asks no service. Throws a [ConfigurationException].
    public void requireFiles() {
        access.authorities().ifPresent(TrustedAuthorities::of);
        try {
            access.files().map(KeyFileCredentials::new).ifPresent(KeyFileCredentials::resolveCredentials);
        } catch (Failures.MissingKeys e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private static Place place(ConfigurationNode s3) {
        var endpoint = text(s3, "regionendpoint").map(text -> url(s3, text));
        var region = text(s3, "region").or(() -> endpoint.map(_ -> "us-east-1"));
        return new Place(
                text(s3, "bucket").orElseThrow(() -> s3.wrong("bucket", "must name the bucket")),
                s3.string("rootdirectory", "").replaceAll("^/+|/+$", ""),
                region.orElseThrow(() -> s3.wrong("region", "must name the bucket's region")),
                endpoint,
                s3.bool("forcepathstyle", endpoint.isPresent()),
                s3.bool("usedualstack", false),
                s3.bool("accelerate", false),
                s3.bool("usefipsendpoint", false));
    }

    private static String url(ConfigurationNode s3, String endpoint) {
        return endpoint.contains("://") ? endpoint : (s3.bool("secure", true) ? "https://" : "http://") + endpoint;
    }

    private static Access access(ConfigurationNode s3, ConfigurationNode own) {
        var access = text(s3, "accesskey");
        var secret = text(s3, "secretkey");
        if (access.isPresent() != secret.isPresent()) {
            throw s3.wrong(access.isPresent() ? "secretkey" : "accesskey", "is missing beside the other key");
        }
        var accessFile = text(own, "accesskeyfile").map(Path::of);
        var secretFile = text(own, "secretkeyfile").map(Path::of);
        if (accessFile.isPresent() != secretFile.isPresent()) {
            throw own.wrong(
                    accessFile.isPresent() ? "secretkeyfile" : "accesskeyfile", "is missing beside the other file");
        }
        if (accessFile.isPresent() && access.isPresent()) {
            throw own.wrong("accesskeyfile", "and accesskey of the driver cannot both be used; remove one");
        }
        return new Access(
                access.map(key -> new Keys(key, secret.orElseThrow(), text(s3, "sessiontoken"))),
                accessFile.map(file -> new KeyFiles(
                        file,
                        secretFile.orElseThrow(),
                        text(own, "sessiontokenfile").map(Path::of))),
                text(own, "cafile").map(Path::of),
                s3.bool("skipverify", false),
                text(s3, "useragent"));
    }

    private static Encoding encoding(ConfigurationNode s3) {
        return new Encoding(
                s3.bool("encrypt", false),
                text(s3, "keyid"),
                text(s3, "storageclass").filter(text -> !text.equals("NONE")),
                text(s3, "objectacl").filter(text -> !text.equals("private")));
    }

    private static Parts parts(ConfigurationNode s3) {
        return new Parts(
                size(s3, "chunksize", 10 * MEBIBYTE, LEAST_PART),
                size(s3, "multipartcopychunksize", 32 * MEBIBYTE, LEAST_PART),
                s3.count("multipartcopymaxconcurrency", 100),
                size(s3, "multipartcopythresholdsize", 32 * MEBIBYTE, 0));
    }

    private static long size(ConfigurationNode s3, String key, long fallback, long least) {
        var size = s3.integer(key, fallback);
        if (size < least || size > LARGEST_PART) {
            throw s3.wrong(key, "must be from " + least + " to " + LARGEST_PART + " bytes, not " + size);
        }
        return size;
    }

    private static Limits limits(ConfigurationNode root, ConfigurationNode own) {
        return new Limits(
                Path.of(own.string("spooldirectory", System.getProperty("java.io.tmpdir"))),
                own.count("partsinflight", 16),
                own.duration("timeout", Duration.ofSeconds(30)),
                own.duration("tombstonememory", Duration.ofSeconds(5)),
                root.count("berth.replicas", 1));
    }

    private static Optional<String> text(ConfigurationNode section, String key) {
        return section.string(key).filter(text -> !text.isEmpty());
    }

    /// For people: where it is, and nothing secret.
    @Override
    public String toString() {
        return "bucket " + place.bucket() + " at " + place.endpoint().orElse("AWS " + place.region())
                + (place.folder().isEmpty() ? "" : " in " + place.folder());
    }
}
