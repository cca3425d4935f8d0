package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.GarbageCollectionSpec;
import dev.berth.api.v1alpha1.IntegritySpec;
import dev.berth.api.v1alpha1.RegistrySpec;
import dev.berth.api.v1alpha1.StorageSpec;
import dev.berth.api.v1alpha1.TlsSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The API server fills in what is left out and refuses what can't work, with the field and the cure.
@ExtendWith(TestApiServer.class)
class SchemaIT {
    private final TestNamespace namespace = new TestNamespace(TestApiServer.client());

    @Test
    void anEmptySpecIsAWorkingOne() {
        RegistrySpec spec = namespace.apply("empty", "{}").getSpec();

        assertThat(spec.replicas()).isOne();
        assertThat(spec.storage().persistentVolumeClaim())
                .isEqualTo(new StorageSpec.PersistentVolume(
                        "10Gi",
                        null,
                        List.of(StorageSpec.AccessMode.READ_WRITE_ONCE),
                        null,
                        StorageSpec.DeletionPolicy.RETAIN));
        assertThat(spec.auth().users()).singleElement().satisfies(user -> {
            assertThat(user.name()).isEqualTo("admin");
            assertThat(user.generate()).isNotNull();
        });
        assertThat(spec.auth().anonymous()).isEqualTo(AuthSpec.Anonymous.NONE);
        assertThat(spec.tls().mode()).isEqualTo(TlsSpec.Mode.SELF_SIGNED);
        assertThat(spec.expose().service().port()).isEqualTo(5000);
        assertThat(spec.garbageCollection().minAge()).isEqualTo("24h");
        assertThat(spec.garbageCollection().hold()).isEqualTo("12h");
        assertThat(spec.garbageCollection().activeDeadline()).isEqualTo("6h");
        assertThat(spec.garbageCollection().historyLimits()).isEqualTo(new GarbageCollectionSpec.HistoryLimits(1, 2));
        assertThat(spec.retention()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    storage: {persistentVolumeClaim: {}, emptyDir: {}}                | exactly one
                    storage: {}                                                       | exactly one
                    storage: {emptyDir: {}, s3: {bucket: abc, region: x}}             | exactly one
                    storage: {s3: {region: x}}                                        | s3.bucket
                    storage: {s3: {bucket: abc}}                                      | s3.region: is needed
                    storage: {s3: {bucket: abc, endpoint: 'minio:9000'}}              | s3.endpoint
                    storage: {s3: {bucket: abc, region: x, credentialsSecret: {name: a}, serviceAccount: {name: b}}} | two ways
                    storage: {s3: {bucket: abc, region: x, serviceAccount: {}}}       | set name for an account
                    storage: {s3: {bucket: abc, region: x, certificateAuthorities: {}}} | exactly one of configMapRef
                    storage: {s3: {bucket: abc, region: x, redirect: {endpoint: 'https://a'}}} | enabled: true only
                    {storage: {s3: {bucket: abc, region: x}}, garbageCollection: {startBelow: 10%}} | a bucket has no end
                    storage: {persistentVolumeClaim: {size: many}}                    | write a quantity
                    storage: {persistentVolumeClaim: {size: '0'}}                     | above zero
                    {replicas: 2}                                                     | ReadWriteMany
                    {replicas: 2, storage: {emptyDir: {}}}                            | emptyDir
                    tls: {mode: Secret}                                               | needs secretRef
                    tls: {mode: SelfSigned, secretRef: {name: a}}                     | mode Secret only
                    auth: {}                                                          | exactly one
                    auth: {users: [{name: a, generate: {}}], htpasswdSecretRef: {name: b}} | exactly one
                    auth: {anonymous: Pull}                                           | users: [{name: admin, generate: {}}]
                    auth: {users: [{name: a, generate: {}}], anonymous: Push}         | supported values: "None", "Pull"
                    auth: {users: [{name: a}]}                                        | generate: {}
                    auth: {users: [{name: A, generate: {}}]}                          | lower-case
                    garbageCollection: {schedule: nightly}                            | schedule
                    garbageCollection: {minAge: old}                                  | minAge
                    garbageCollection: {startBelow: little}                           | write a share such as 10%
                    garbageCollection: {startBelow: 100%}                             | write a share such as 10%
                    garbageCollection: {historyLimits: {failed: -1}}                  | historyLimits.failed
                    retention: [{keep: {}}]                                           | name at least one of last
                    retention: [{keep: {last: 0}}]                                    | keep.last
                    retention: [{expire: soon}]                                       | expire
                    retention: [{repositories: [Team]}]                               | repositories[0]
                    retention: []                                                     | spec.retention
                    immutableTags: [{tags: ['v 1']}]                                  | tags[0]
                    quotas: [{repositories: [a]}]                                     | names bytes
                    quotas: [{bytes: much}]                                           | write a quantity above zero
                    integrity: {scrub: {rate: fast}}                                  | write a quantity above zero
                    expose: {ingress: {host: 'A.B'}}                                  | host
                    """)
    void whatCanNotWorkIsRefused(String spec, String message) {
        assertThatThrownBy(() -> namespace.apply("bad", spec))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    void askingForAScrubIsEnough() {
        IntegritySpec integrity =
                namespace.apply("scrubbed", "integrity: {scrub: {}}").getSpec().integrity();

        assertThat(integrity).isEqualTo(new IntegritySpec(new IntegritySpec.Scrub("7d", "20Mi")));
    }

    /// A default of `users` itself would stand beside every htpasswdSecretRef, and be refused.
    @Test
    void anHtpasswdFileAloneGetsNoUsersByDefault() {
        AuthSpec auth = namespace
                .apply("file", "auth: {htpasswdSecretRef: {name: file}, anonymous: Pull}")
                .getSpec()
                .auth();

        assertThat(auth.users()).isNull();
        assertThat(auth.anonymous()).isEqualTo(AuthSpec.Anonymous.PULL);
    }

    @Test
    void openingTheDefaultRegistryKeepsItsUser() {
        namespace.apply("opened", "{}");

        AuthSpec auth =
                namespace.apply("opened", "auth: {anonymous: Pull}").getSpec().auth();

        assertThat(auth.users())
                .singleElement()
                .satisfies(user -> assertThat(user.name()).isEqualTo("admin"));
        assertThat(auth.anonymous()).isEqualTo(AuthSpec.Anonymous.PULL);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {size: 2Gi}             | {size: 1Gi}                                  | can't shrink
                    {size: 1Gi}             | {size: 1Gi, storageClassName: other}         | storageClassName
                    {size: 1Gi}             | {size: 1Gi, accessModes: [ReadWriteMany]}    | accessModes
                    """)
    void whatWouldLoseDataIsRefused(String before, String after, String message) {
        namespace.apply("kept", "storage: {persistentVolumeClaim: " + before + "}");

        assertThatThrownBy(() -> namespace.apply("kept", "storage: {persistentVolumeClaim: " + after + "}"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aBucketServesManyReplicas() {
        RegistrySpec spec = namespace
                .apply("many", "{replicas: 5, storage: {s3: {bucket: images, endpoint: 'http://s3:9000'}}}")
                .getSpec();

        assertThat(requireNonNull(spec.storage().s3()).redirect().enabled()).isFalse();
        assertThat(spec.replicas()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"9lives", "a.b", "abcdefghijklmnopqrstuvwxyz-abcdefghijklmno", "end-"})
    void aNameThatCanNotBePartOfOthersIsRefused(String name) {
        assertThatThrownBy(() -> namespace.apply(name, "{}")).isInstanceOf(KubernetesClientException.class);
    }
}
