package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.api.v1alpha1.StorageSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Another place for the images is taken only with the one in use beside it.
@ExtendWith(TestApiServer.class)
class MigrationSchemaIT {
    private static final String FROM_CLAIM = "migrateFrom: {persistentVolumeClaim: {}}";
    private static final String BUCKET = "s3: {bucket: abc, region: x}";
    private static final String FROM_BUCKET = "migrateFrom: {s3: {bucket: abc, region: x}}";

    private final KubernetesClient client = TestApiServer.client();
    private final TestNamespace namespace = new TestNamespace(client);

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    persistentVolumeClaim: {} | s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {}}
                    persistentVolumeClaim: {existingClaim: a} | s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {existingClaim: a}, rate: 50Mi}
                    persistentVolumeClaim: {existingClaim: a} | persistentVolumeClaim: {size: 1Gi, accessModes: [ReadWriteMany], storageClassName: c}, migrateFrom: {persistentVolumeClaim: {existingClaim: a}}
                    s3: {bucket: abc, region: x} | persistentVolumeClaim: {}, migrateFrom: {s3: {bucket: abc, endpoint: 'http://s3:9000'}}
                    s3: {bucket: abc, region: x} | s3: {bucket: abc, region: x, rootDirectory: a}, migrateFrom: {s3: {bucket: abc, region: x}}
                    s3: {bucket: abc, endpoint: 'http://a'} | s3: {bucket: abc, endpoint: 'http://b'}, migrateFrom: {s3: {bucket: abc, endpoint: 'http://a'}}
                    s3: {bucket: abc, region: x, serviceAccount: {annotations: {a: b}}} | s3: {bucket: abd, region: x, serviceAccount: {annotations: {a: b}}}, migrateFrom: {s3: {bucket: abc, region: x, serviceAccount: {annotations: {a: b}}}}
                    """)
    void aMoveFromTheStorageInUseIsTaken(String before, String after) {
        namespace.apply("moved", "storage: {" + before + "}");

        StorageSpec storage =
                namespace.apply("moved", "storage: {" + after + "}").getSpec().storage();

        assertThat(storage.migrateFrom()).isNotNull();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    persistentVolumeClaim: {} | s3: {bucket: abc, region: x}
                    persistentVolumeClaim: {} | s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {existingClaim: a}}
                    persistentVolumeClaim: {existingClaim: a} | s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {}}
                    persistentVolumeClaim: {existingClaim: a} | persistentVolumeClaim: {existingClaim: b}
                    persistentVolumeClaim: {} | s3: {bucket: abc, region: x}, migrateFrom: {s3: {bucket: abd, region: x}}
                    s3: {bucket: abc, region: x} | persistentVolumeClaim: {}, migrateFrom: {s3: {bucket: abd, region: x}}
                    s3: {bucket: abc, region: x} | persistentVolumeClaim: {}, migrateFrom: {s3: {bucket: abc, region: x, rootDirectory: a}}
                    s3: {bucket: abc, region: x} | s3: {bucket: abd, region: x}
                    s3: {bucket: abc, region: x} | s3: {bucket: abc, region: x, rootDirectory: a}
                    emptyDir: {} | s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {}}
                    emptyDir: {} | persistentVolumeClaim: {}
                    """)
    void anotherPlaceIsRefusedWithTheWayToIt(String before, String after) {
        namespace.apply("kept", "storage: {" + before + "}");

        assertThatThrownBy(() -> namespace.apply("kept", "storage: {" + after + "}"))
                .hasMessageContaining("name the storage in use, as it is, in spec.storage.migrateFrom");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    s3: {bucket: abc, region: x}, migrateFrom: {} | exactly one of persistentVolumeClaim and s3
                    s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {}, s3: {bucket: abd, region: x}} | exactly one of
                    s3: {bucket: abc, region: x}, migrateFrom: {persistentVolumeClaim: {}, rate: fast} | migrateFrom.rate: write a quantity
                    s3: {bucket: abc, region: x}, migrateFrom: {s3: {bucket: abc, region: x}} | name the one to leave
                    persistentVolumeClaim: {}, migrateFrom: {persistentVolumeClaim: {}} | name the one to leave
                    persistentVolumeClaim: {existingClaim: a}, migrateFrom: {persistentVolumeClaim: {existingClaim: a}} | name the one to leave
                    emptyDir: {}, migrateFrom: {persistentVolumeClaim: {}} | an emptyDir keeps nothing
                    s3: {bucket: abc, region: x, serviceAccount: {name: a}}, migrateFrom: {s3: {bucket: abd, region: x, serviceAccount: {name: b}}} | the pods have one account
                    """)
    void aMoveThatCanNotWorkIsRefused(String storage, String message) {
        assertThatThrownBy(() -> namespace.apply("bad", "storage: {" + storage + "}"))
                .hasMessageContaining(message);
    }

    @Test
    void aRegistryMayBeginWithWhatAnotherHasFilled() {
        StorageSpec storage = namespace
                .apply(
                        "adopts",
                        "storage: {" + BUCKET + ", migrateFrom: {persistentVolumeClaim: {existingClaim: old}}}")
                .getSpec()
                .storage();

        assertThat(requireNonNull(requireNonNull(storage.migrateFrom()).persistentVolumeClaim()))
                .extracting(claim -> claim.existingClaim())
                .isEqualTo("old");
    }

    /// Nobody has written the claim of the defaults, so that applying something else doesn't take it away.
    @Test
    void aRegistryOnTheDefaultStorageMovesOnceTheDefaultIsWrittenOut() {
        String move = "storage: {" + BUCKET + ", " + FROM_CLAIM + "}";
        namespace.apply("plain", "{}");
        assertThatThrownBy(() -> namespace.apply("plain", move))
                .hasMessageContaining("apply storage: {persistentVolumeClaim: {}} first");

        namespace.apply("plain", "storage: {persistentVolumeClaim: {}}");

        assertThat(namespace.apply("plain", move).getSpec().storage().persistentVolumeClaim())
                .isNull();
    }

    @Test
    void migrateFromMayGoAndComeBack() {
        namespace.apply("shy", "storage: {persistentVolumeClaim: {}}");
        namespace.apply("shy", "storage: {" + BUCKET + ", " + FROM_CLAIM + "}");
        namespace.apply("shy", "storage: {" + BUCKET + "}");

        namespace.apply("shy", "storage: {" + BUCKET + ", " + FROM_CLAIM + "}");
    }

    /// A bucket whose name was mistyped must leave a way out.
    @Test
    void untilTheServerHasBegunWhereItGoesMayBeMendedOrCalledOff() {
        namespace.apply("typo", "storage: {persistentVolumeClaim: {}}");
        namespace.apply("typo", "storage: {" + BUCKET + ", " + FROM_CLAIM + "}");
        tell("typo", "Pending");

        namespace.apply("typo", "storage: {s3: {bucket: abd, region: x}, " + FROM_CLAIM + "}");

        assertThat(namespace
                        .apply("typo", "storage: {persistentVolumeClaim: {}}")
                        .getSpec()
                        .storage()
                        .s3())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"Copying", "Interrupted", "Completed"})
    void onceTheServerHasBegunItsStorageStaysUntilTheMoveIsOver(String state) {
        namespace.apply("begun", "storage: {persistentVolumeClaim: {}}");
        namespace.apply("begun", "storage: {" + BUCKET + ", " + FROM_CLAIM + "}");
        tell("begun", state);

        assertThatThrownBy(() -> namespace.apply("begun", "storage: {persistentVolumeClaim: {}}"))
                .hasMessageContaining("a move has begun");
        assertThatThrownBy(
                        () -> namespace.apply("begun", "storage: {s3: {bucket: abd, region: x}, " + FROM_CLAIM + "}"))
                .hasMessageContaining("a move has begun");
        namespace.apply("begun", "storage: {" + BUCKET + "}");
        namespace.apply("begun", "storage: {persistentVolumeClaim: {}, " + FROM_BUCKET + "}");
    }

    @Test
    void oneMoveAtATime() {
        namespace.apply("hasty", "storage: {persistentVolumeClaim: {}}");
        namespace.apply("hasty", "storage: {" + BUCKET + ", " + FROM_CLAIM + "}");

        assertThatThrownBy(
                        () -> namespace.apply("hasty", "storage: {s3: {bucket: abd, region: x}, " + FROM_BUCKET + "}"))
                .hasMessageContaining("one move at a time");
    }

    private void tell(String registry, String state) {
        client.resources(Registry.class)
                .inNamespace(namespace.name)
                .withName(registry)
                .editStatus(found -> {
                    found.setStatus(new RegistryStatus(
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            new RegistryStatus.Migration(
                                    state, "a claim", null, null, null, null, null, null, null, null, null, null),
                            null));
                    return found;
                });
    }
}
