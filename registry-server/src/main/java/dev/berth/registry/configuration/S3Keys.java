package dev.berth.registry.configuration;

import static dev.berth.registry.configuration.ConfigurationKey.refused;
import static dev.berth.registry.configuration.ConfigurationKey.withoutEffect;
import static dev.berth.registry.configuration.ConfigurationKey.works;

import java.util.ArrayList;
import java.util.List;

/// The keys of the bucket. The driver goes by two names, as with distribution.
final class S3Keys {
    private S3Keys() {}

    static List<ConfigurationKey> all() {
        List<ConfigurationKey> keys = new ArrayList<>(place("storage.s3."));
        keys.addAll(use("storage.s3."));
        keys.addAll(place("storage.s3aws."));
        keys.addAll(use("storage.s3aws."));
        keys.addAll(own());
        return keys;
    }

    private static List<ConfigurationKey> place(String s3) {
        return List.of(
                works(s3 + "bucket", "", "The bucket, which must be there."),
                works(s3 + "rootdirectory", "", "The folder in the bucket; without it, the bucket's root."),
                works(s3 + "region", "us-east-1 beside regionendpoint", "The bucket's region."),
                works(s3 + "regionendpoint", "AWS's of the region", "URL of an S3-compatible service."),
                works(s3 + "forcepathstyle", "true beside regionendpoint", "Whether the bucket is part of the path."),
                works(s3 + "secure", "true", "Whether an endpoint without a scheme is asked over https."),
                works(s3 + "skipverify", "false", "true trusts any certificate of the service."),
                refused(s3 + "v4auth", "requests are signed by version 4 only; remove it", "true"),
                works(s3 + "usedualstack", "false", "Whether AWS is asked over IPv6 too."),
                works(s3 + "accelerate", "false", "Whether AWS's accelerated endpoint is used."),
                works(s3 + "usefipsendpoint", "false", "Whether AWS's FIPS endpoint is used."),
                works(
                        s3 + "accesskey",
                        "",
                        "Without it: environment, web identity, instance role, as AWS's SDK finds them."),
                works(s3 + "secretkey", "", "The secret beside accesskey."),
                works(s3 + "sessiontoken", "", "The token of temporary keys."),
                works(s3 + "useragent", "", "Added to the name that the service sees."),
                withoutEffect(s3 + "loglevel", "failed requests are logged, others never"));
    }

    private static List<ConfigurationKey> use(String s3) {
        return List.of(
                works(s3 + "encrypt", "false", "Whether the service encrypts what it keeps."),
                works(s3 + "keyid", "", "The KMS key it does that with."),
                works(s3 + "storageclass", "the bucket's", "The class of what is written; NONE for the bucket's own."),
                works(s3 + "objectacl", "private", "The canned ACL of what is written."),
                works(
                        s3 + "chunksize",
                        "10485760",
                        "The size of the parts that large uploads are sent in, from 5 MiB."),
                works(s3 + "multipartcopythresholdsize", "33554432", "Larger objects are copied in parts."),
                works(s3 + "multipartcopychunksize", "33554432", "The size of these parts."),
                works(s3 + "multipartcopymaxconcurrency", "100", "How many of them are copied at a time."),
                works(s3 + "redirectendpoint", "regionendpoint", "Where clients are sent for the content of blobs."));
    }

    private static List<ConfigurationKey> own() {
        return List.of(
                works("storage.redirect.disable", "false", "true sends blobs of a bucket through the registry itself."),
                works("berth.s3.cafile", "", "PEM authorities that are trusted beside the usual ones."),
                works("berth.s3.accesskeyfile", "", "File with the access key; read again when it changes."),
                works("berth.s3.secretkeyfile", "", "File with the secret key; read again when it changes."),
                works("berth.s3.sessiontokenfile", "", "File with the session token; without the file, there is none."),
                works("berth.s3.spooldirectory", "the system's for temporary files", "Where parts wait to be sent."),
                works("berth.s3.partsinflight", "16", "How many parts are sent at a time, over all uploads."),
                works("berth.s3.timeout", "30s", "How long the service may be silent."),
                works(
                        "berth.s3.tombstonememory",
                        "5s",
                        "How long it is remembered that nothing is condemned; the hold of collections is never shorter"
                                + " than twice that and a margin."),
                works(
                        "berth.replicas",
                        "1",
                        "How many servers share the storage. More than one need a bucket with conditional writes."));
    }
}
