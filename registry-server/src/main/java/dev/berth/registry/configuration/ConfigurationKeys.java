package dev.berth.registry.configuration;

import static dev.berth.registry.configuration.ConfigurationKey.refused;
import static dev.berth.registry.configuration.ConfigurationKey.withoutEffect;
import static dev.berth.registry.configuration.ConfigurationKey.works;

import java.util.List;
import java.util.stream.Stream;

/// Every key the server knows: distribution's, and its own below `berth`. The first match in the table decides.
public final class ConfigurationKeys {
    private static final String DRIVER = "this driver is not in this build; use storage.filesystem or storage.s3";
    private static final String CACHE = "descriptors are read from storage, which the system's page cache keeps";

    private static final List<ConfigurationKey> ALL = Stream.of(
                    top(),
                    log(),
                    storage(),
                    maintenance(),
                    auth(),
                    http(),
                    tls(),
                    lists(),
                    notifications(),
                    absent(),
                    berth(),
                    ContentKeys.all(),
                    HousekeepingKeys.all(),
                    S3Keys.all(),
                    MigrationKeys.all())
            .flatMap(List::stream)
            .toList();

    private ConfigurationKeys() {}

    public static List<ConfigurationKey> all() {
        return ALL;
    }

    private static List<ConfigurationKey> top() {
        return List.of(
                works("version", "0.1", "The version of this file's form; only 0.1 exists."),
                works("loglevel", "", "Old name of log.level; log.level wins."));
    }

    private static List<ConfigurationKey> log() {
        return List.of(
                works("log.level", "info", "error, warn, info or debug."),
                works("log.formatter", "text", "text or json; logstash is read as json."),
                works("log.fields.*", "", "Added to every log line."),
                works("log.accesslog.disabled", "false", "true switches off the line per request."),
                refused("log.hooks.**", "remove it and let the log collector send alerts"),
                withoutEffect("log.reportcaller", "every line names its logger"));
    }

    private static List<ConfigurationKey> storage() {
        return List.of(
                works("storage.filesystem.rootdirectory", "/var/lib/registry", "Where the content is kept."),
                withoutEffect("storage.filesystem.maxthreads", "reads and writes are not limited by a thread pool"),
                refused("storage.inmemory.**", DRIVER),
                refused("storage.azure.**", DRIVER),
                refused("storage.gcs.**", DRIVER),
                refused("storage.swift.**", DRIVER),
                refused("storage.oss.**", DRIVER),
                works("storage.delete.enabled", "false", "Whether clients may delete manifests, tags and blobs."),
                withoutEffect("storage.cache.blobdescriptor", CACHE),
                withoutEffect("storage.cache.blobdescriptorsize", CACHE),
                withoutEffect("storage.cache.layerinfo", CACHE),
                withoutEffect("storage.tag.concurrencylimit", "tags are looked up without a worker pool"));
    }

    private static List<ConfigurationKey> maintenance() {
        String purge = "storage.maintenance.uploadpurging.";
        return List.of(
                works(purge + "enabled", "true", "Whether abandoned uploads are removed."),
                works(purge + "age", "168h", "How long an upload may rest before it counts as abandoned."),
                works(purge + "interval", "24h", "How often abandoned uploads are looked for."),
                works(purge + "dryrun", "false", "true only logs what would be removed."),
                works("storage.maintenance.readonly.enabled", "false", "true refuses every push and delete."));
    }

    private static List<ConfigurationKey> auth() {
        return List.of(
                works("auth.none", "", "Everybody may do everything; the default."),
                works("auth.htpasswd.realm", "Registry Realm", "The realm of the Basic challenge."),
                works(
                        "auth.htpasswd.path",
                        "",
                        "File of user:bcrypt lines; read again when it changes. Where none is, one is made with a first user, whose"
                                + " password is in a file beside it."),
                refused("auth.silly.**", "it is for tests only; use auth.htpasswd"),
                works("auth.token.realm", "", "Address of the token service that clients are sent to."),
                works("auth.token.service", "", "This registry's name at the token service: the audience of tokens."),
                works("auth.token.issuer", "", "The issuer that tokens must name."),
                works("auth.token.rootcertbundle", "", "PEM certificates of the service; read again when they change."),
                works("auth.token.jwks", "", "File with the service's keys as a JWK set; read again when it changes."),
                works(
                        "auth.token.signingalgorithms",
                        "all of RSA, ECDSA and Ed25519",
                        "Which algorithms tokens may be signed with."),
                works("auth.token.signingalgorithms.*", "", "One of several."),
                works(
                        "auth.token.autoredirect",
                        "false",
                        "Whether clients find the service on the registry's own host."),
                works("auth.token.autoredirectpath", "/auth/token", "The path of the service there."));
    }

    private static List<ConfigurationKey> http() {
        return List.of(
                works("http.addr", ":5000", "Address and port of the registry."),
                refused("http.net", "only TCP is served; remove it", "tcp"),
                works("http.prefix", "/", "The path below which a proxy publishes the registry, such as /registry/."),
                works("http.host", "", "The URL clients use, for absolute Location headers."),
                works("http.secret", "random", "What replicas share, so that the tokens of one are good for all."),
                works(
                        "http.relativeurls",
                        "true, but false beside http.host",
                        "Whether Location headers are relative."),
                works("http.draintimeout", "30s", "How long requests in flight may take after SIGTERM."),
                works("http.headers.*", "", "Added to every answer: a value, or a list of values."),
                works("http.headers.*.*", "", "One value of a header that has several."),
                withoutEffect("http.http2.disabled", "HTTP/1.1 is what is served"),
                withoutEffect("http.h2c.enabled", "HTTP/1.1 is what is served; clients fall back to it"),
                works("http.debug.addr", "", "Address and port of health and metrics; none without it."),
                works("http.debug.prometheus.enabled", "false", "Whether metrics are served there."),
                works("http.debug.prometheus.path", "/metrics", "Where metrics are served."));
    }

    private static List<ConfigurationKey> tls() {
        return List.of(
                works("http.tls.certificate", "", "PEM file, leaf first; read again when it changes."),
                works("http.tls.key", "", "PEM file of the key, PKCS#8, PKCS#1 or SEC1."),
                works("http.tls.minimumtls", "tls1.2", "tls1.2 or tls1.3."),
                works("http.tls.ciphersuites", "", "Names as in TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256."),
                works("http.tls.ciphersuites.*", "", "One of several."),
                works(
                        "http.tls.clientcas",
                        "",
                        "PEM files of authorities; a client is who its certificate from one says."),
                works("http.tls.clientcas.*", "", "One of several."),
                works("http.tls.clientauth", "require-and-verify-client-cert", "That, or verify-client-cert-if-given."),
                refused(
                        "http.tls.letsencrypt.**",
                        "give a certificate and key in http.tls.certificate and http.tls.key"));
    }

    private static List<ConfigurationKey> lists() {
        return List.of(
                works("catalog.maxentries", "1000", "Most names in one page of the catalog."),
                works("tags.maxtags", "1000", "Most tags in one page."),
                works(
                        "validation.manifests.indexes.platforms",
                        "all",
                        "Which manifests of an index must be there: all, none, or those of a list of platforms."),
                works("validation.manifests.indexes.platformlist.*.os", "", "Such as linux, when platforms is list."),
                works(
                        "validation.manifests.indexes.platformlist.*.architecture",
                        "",
                        "Such as amd64, when platforms is list."),
                withoutEffect("health.storagedriver.threshold", "one failed probe counts"),
                works("health.storagedriver.enabled", "true", "Whether readiness depends on a write to storage."),
                works("health.storagedriver.interval", "10s", "How often storage is probed."),
                refused("health.file.**", "remove it and let readiness follow the server's own checks"),
                refused("health.http.**", "remove it and watch that service itself"),
                refused("health.tcp.**", "remove it and watch that service itself"));
    }

    private static List<ConfigurationKey> notifications() {
        String endpoint = "notifications.endpoints.*.";
        return List.of(
                works(
                        "notifications.events.includereferences",
                        "false",
                        "Whether events of manifests list what these refer to."),
                works(endpoint + "name", "", "Names the endpoint's queue and its metrics; each one differs."),
                works(endpoint + "disabled", "false", "true leaves the endpoint out; what waits for it stays."),
                works(endpoint + "url", "", "Where events are posted to, over http or https."),
                works(endpoint + "headers.*", "", "Sent along: a value, or a list of values. Never logged."),
                works(endpoint + "headers.*.*", "", "One value of a header that has several."),
                works(endpoint + "timeout", "1s", "How long the endpoint may take for its answer."),
                works(endpoint + "threshold", "10", "After how many failures in a row attempts wait."),
                works(endpoint + "backoff", "1s", "How long each attempt waits from then on. There is no last one."),
                works(endpoint + "ignoredmediatypes", "", "Old name of ignore.mediatypes; both count."),
                works(endpoint + "ignoredmediatypes.*", "", "One of several."),
                works(endpoint + "ignore.mediatypes", "", "Media types of content whose events are not sent."),
                works(endpoint + "ignore.mediatypes.*", "", "One of several."),
                works(endpoint + "ignore.actions", "", "Of push, pull, mount and delete, those not sent."),
                works(endpoint + "ignore.actions.*", "", "One of several."),
                works(
                        "berth.notifications.cloudevents",
                        "",
                        "Names of endpoints that get each event as a CloudEvent 1.0 (structured JSON) instead."),
                works("berth.notifications.cloudevents.*", "", "One of several."),
                works(
                        "berth.notifications.rootcas",
                        "",
                        "PEM files of authorities that https endpoints may have their certificates from, besides those that"
                                + " everybody trusts; read again for each connection."),
                works("berth.notifications.rootcas.*", "", "One of several."),
                works(
                        "berth.notifications.queuelimit",
                        "10000",
                        "How many events may wait for an endpoint; beyond it the oldest are dropped and counted."));
    }

    private static List<ConfigurationKey> absent() {
        String notYours = "this is not in this build; remove it";
        return List.of(
                refused("middleware.**", notYours),
                withoutEffect("redis.**", "nothing is cached outside the process"),
                refused("proxy.**", "a pull-through cache is not in this build; remove it"),
                withoutEffect("validation.enabled", "manifests are always checked"),
                withoutEffect("validation.disabled", "manifests are always checked"),
                refused("validation.manifests.**", notYours),
                refused("policy.**", notYours),
                withoutEffect("compatibility.**", "manifests of schema 1 are not accepted"),
                withoutEffect("reporting.**", "errors are logged and counted"));
    }

    private static List<ConfigurationKey> berth() {
        return List.of(
                works(
                        "berth.access.anonymous",
                        "none",
                        "What may be done without a login: none, or pull. Setting berth.access makes clients use tokens."),
                works("berth.access.secretfile", "", "File with what http.secret is else; read again when it changes."),
                works("berth.access.rules", "users may do everything", "A list: what none of them allows is refused."),
                works("berth.access.rules.*.users", "", "Whom the rule is for: names, or * for all with a login."),
                works("berth.access.rules.*.users.*", "", "One of several."),
                works("berth.access.rules.*.anonymous", "false", "Whether it is for callers without a login too."),
                works(
                        "berth.access.rules.*.repositories",
                        "**",
                        "Names; * stands for anything within a component, ** for anything."),
                works("berth.access.rules.*.repositories.*", "", "One of several."),
                works(
                        "berth.access.rules.*.actions",
                        "",
                        "Of pull, push, delete and catalog, or * for all. A push needs pull too."),
                works("berth.access.rules.*.actions.*", "", "One of several."),
                works(
                        "berth.maintenance.tokenfile",
                        "",
                        "File with the token of the maintenance API; none, no such API."),
                works(
                        "berth.storage.minfree",
                        "0",
                        "Pushes are refused while less is free, as 2GiB or 5%; pulls, deletes and collections go on."),
                works(
                        "berth.ratelimit.requestspersecond",
                        "",
                        "Requests of one user, or of one address; none is no limit."),
                works("berth.ratelimit.burst", "twice the rate", "Requests that may come at once after a pause."),
                works(
                        "berth.manifests.missingblobs",
                        "false",
                        "Whether an image may name blobs that were not pushed, as a mirror may that copies on demand."));
    }
}
