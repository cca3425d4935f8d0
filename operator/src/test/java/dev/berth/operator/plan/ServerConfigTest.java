package dev.berth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.v1alpha1.RegistrySpec;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.gc.CollectionConfig;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.limits.FreeSpaceMark;
import dev.berth.registry.scrub.ScrubConfig;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.migration.MigrationConfig;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the operator renders is read here as the server reads it.
class ServerConfigTest {
    @ParameterizedTest
    @CsvSource({"SelfSigned,None", "Disabled,None", "SelfSigned,Pull", "Disabled,Pull"})
    void theServerKnowsEveryKeyAndWarnsOfNone(String tls, String anonymous) {
        Configuration configuration = parse(render(tls, anonymous, ""));

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.root().section("http").string("addr")).contains(":5000");
        assertThat(configuration.root().section("http").section("debug").string("addr"))
                .contains(":5001");
        assertThat(configuration.root().section("http").duration("draintimeout", Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(Server.DRAIN_SECONDS));
        assertThat(configuration.root().section("http").section("tls").has("certificate"))
                .isEqualTo(tls.equals("SelfSigned"));
        assertThat(configuration.root().section("storage").section("delete").bool("enabled", false))
                .isTrue();
        assertThat(configuration.root().section("auth").section("htpasswd").string("path"))
                .contains("/etc/berth/auth/htpasswd");
        assertThat(configuration.root().section("berth").section("maintenance").string("tokenfile"))
                .contains("/etc/berth/maintenance/token");
        assertThat(configuration.root().section("berth").has("access")).isEqualTo(anonymous.equals("Pull"));
    }

    @Test
    void openPullsAreThoseOfEverybodyAndTheirTokensAreSignedWithTheSharedKey() {
        ConfigurationNode access =
                parse(render("SelfSigned", "Pull", "")).root().section("berth.access");

        assertThat(access.string("anonymous")).contains("pull");
        assertThat(access.string("secretfile")).contains("/etc/berth/maintenance/signing-key");
    }

    @Test
    void retentionKeepsItsOrderAndSpeaksOfDaysInHours() {
        ConfigurationNode root = parse(render("SelfSigned", "None", """
                        retention:
                          - {repositories: [release/**], tags: ["v*"]}
                          - {keep: {last: 5, pushedWithin: 30d, pulledWithin: 12h}, expire: 1d6h30m, untagged: 7d}
                        immutableTags: [{repositories: [release/**], except: [latest]}]
                        """)).root();

        assertThat(root.sections("berth.retention")).hasSize(2);
        ConfigurationNode second = root.sections("berth.retention").getLast();
        assertThat(second.integer("keep.last", 0)).isEqualTo(5);
        assertThat(second.duration("keep.pushedwithin", Duration.ZERO)).isEqualTo(Duration.ofDays(30));
        assertThat(second.duration("keep.pulledwithin", Duration.ZERO)).isEqualTo(Duration.ofHours(12));
        assertThat(second.duration("expire", Duration.ZERO))
                .isEqualTo(Duration.ofHours(30).plusMinutes(30));
        assertThat(second.duration("untagged", Duration.ZERO)).isEqualTo(Duration.ofDays(7));
        assertThat(root.sections("berth.immutabletags").getFirst().strings("except"))
                .containsExactly("latest");
    }

    @Test
    void quotasAndScrubsAreWhatTheServerReads() {
        Configuration configuration = parse(render("SelfSigned", "None", """
                        quotas: [{repositories: [team-a/**], bytes: 50Gi}, {bytes: 1500M, tags: 500}, {bytes: 3333333333333}]
                        integrity: {scrub: {interval: 14d, rate: 20Mi}}
                        """));
        List<ConfigurationNode> quotas = configuration.root().sections("berth.quotas");

        assertThat(configuration.warnings()).isEmpty();
        assertThat(quotas.getFirst().string("bytes").flatMap(dev.berth.registry.configuration.ByteSize::parse))
                .contains(new dev.berth.registry.configuration.ByteSize(50L << 30));
        assertThat(quotas.get(1).string("bytes").flatMap(dev.berth.registry.configuration.ByteSize::parse))
                .contains(new dev.berth.registry.configuration.ByteSize(1_500_000_000));
        assertThat(quotas.get(1).integer("tags", 0)).isEqualTo(500);
        assertThat(quotas.getLast().string("bytes").flatMap(dev.berth.registry.configuration.ByteSize::parse))
                .isPresent();
        assertThat(ScrubConfig.from(configuration.root())).isEqualTo(new ScrubConfig(Duration.ofDays(14), 20L << 20));
    }

    @ParameterizedTest
    @CsvSource({"5Gi,5368709120,0", "10%,0,0.1"})
    void underPressureTheServerCollectsOnTheTermsOfTheSchedule(String startBelow, long bytes, double share) {
        Configuration configuration = parse(
                render("SelfSigned", "None", "", ", deleteUntagged: true, maxRate: 7, startBelow: " + startBelow));

        assertThat(configuration.warnings()).isEmpty();
        assertThat(CollectionConfig.from(configuration.root()))
                .isEqualTo(new CollectionConfig(
                        new CollectionRequest(Duration.ofHours(24), Duration.ofHours(12), true, false, 7),
                        new FreeSpaceMark(bytes, share)));
    }

    @Test
    void anotherTextHasAnotherChecksum() {
        assertThat(render("SelfSigned", "None", "").checksum())
                .isEqualTo(render("SelfSigned", "None", "").checksum())
                .isNotEqualTo(render("Disabled", "None", "").checksum())
                .isNotEqualTo(render("SelfSigned", "Pull", "").checksum());
    }

    @Test
    void aBucketAndItsFilesAreWhatTheServerReads() {
        String bucket =
                "{s3: {bucket: images, endpoint: 'https://minio:9000', forcePathStyle: true, rootDirectory: team,"
                        + " encryption: {kmsKeyId: key}, storageClass: STANDARD_IA, credentialsSecret: {name: keys},"
                        + " redirect: {enabled: true, endpoint: 'https://minio.example.org'},"
                        + " certificateAuthorities: {configMapRef: {name: ca, key: ca.crt}}}}";

        Configuration configuration = parse(render("SelfSigned", "None", "storage: " + bucket));

        assertThat(configuration.warnings()).isEmpty();
        ConfigurationNode s3 = configuration.root().section("storage.s3");
        assertThat(s3.string("bucket")).contains("images");
        assertThat(s3.string("keyid")).contains("key");
        assertThat(s3.string("redirectendpoint")).contains("https://minio.example.org");
        ConfigurationNode own = configuration.root().section("berth.s3");
        assertThat(own.string("accesskeyfile")).contains("/etc/berth/s3/accesskey");
        assertThat(own.string("secretkeyfile")).contains("/etc/berth/s3/secretkey");
        assertThat(own.string("cafile")).contains("/etc/berth/s3/ca.crt");
        assertThat(configuration.root().integer("berth.replicas", 0)).isOne();
    }

    @Test
    void aVolumeThatIsLeftIsWhatTheServerReads() {
        String storage = "storage: {s3: {bucket: images, endpoint: 'https://minio:9000', redirect: {enabled: false}},"
                + " migrateFrom: {persistentVolumeClaim: {}, rate: 50Mi}}\nreplicas: 3";

        Configuration configuration = parse(render("SelfSigned", "None", storage));

        assertThat(configuration.warnings()).isEmpty();
        MigrationConfig migration = MigrationConfig.from(configuration.root());
        assertThat(migration.bytesPerSecond()).isEqualTo(50L << 20);
        assertThat(FilesystemConfig.from(migration.from().orElseThrow()).rootDirectory())
                .isEqualTo(Path.of("/var/lib/registry-former"));
        assertThat(configuration.root().integer("berth.replicas", 0)).isOne();
    }

    @Test
    void aBucketThatIsLeftIsWhatTheServerReads() {
        String storage = "storage: {persistentVolumeClaim: {}, migrateFrom: {s3: {bucket: images,"
                + " endpoint: 'https://minio:9000', rootDirectory: team, credentialsSecret: {name: keys},"
                + " redirect: {enabled: true, endpoint: 'https://minio.example.org'},"
                + " certificateAuthorities: {configMapRef: {name: ca, key: ca.crt}}}}}";

        Configuration configuration = parse(render("SelfSigned", "None", storage));

        assertThat(configuration.warnings()).isEmpty();
        MigrationConfig migration = MigrationConfig.from(configuration.root());
        assertThat(migration.bytesPerSecond()).isZero();
        ConfigurationNode from = migration.from().orElseThrow();
        assertThat(from.string("storage.s3.bucket")).contains("images");
        assertThat(from.string("storage.s3.rootdirectory")).contains("team");
        assertThat(from.string("berth.s3.accesskeyfile")).contains("/etc/berth/s3/former-accesskey");
        assertThat(from.string("berth.s3.secretkeyfile")).contains("/etc/berth/s3/former-secretkey");
        assertThat(from.string("berth.s3.cafile")).contains("/etc/berth/s3/former-ca.crt");
        assertThat(configuration.root().section("storage").has("s3")).isFalse();
    }

    private static ServerConfig render(String tls, String anonymous, String more) {
        return render(tls, anonymous, more, "");
    }

    private static ServerConfig render(String tls, String anonymous, String more, String collection) {
        return ServerConfig.render(Serialization.unmarshal(
                """
                        %s
                        %s
                        auth: {users: [{name: admin, generate: {}}], anonymous: %s}
                        tls: {mode: %s}
                        garbageCollection: {minAge: 24h, hold: 12h%s}
                        %s
                        """.formatted(
                                more.contains("replicas:") ? "" : "replicas: 1",
                                more.startsWith("storage:") ? "" : "storage: {emptyDir: {}}",
                                anonymous,
                                tls,
                                collection,
                                more),
                RegistrySpec.class));
    }

    private static Configuration parse(ServerConfig config) {
        return Configuration.of(config.yaml(), "config.yml", Map.of());
    }
}
