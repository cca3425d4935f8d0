package dev.berth.e2e;

import dev.berth.e2e.kubernetes.RegistryAccess;
import dev.berth.e2e.kubernetes.RegistryNames;
import dev.berth.e2e.kubernetes.RegistryResource;
import dev.berth.e2e.process.Outcome;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A namespace for one test, where only pods of the "restricted" profile may run. Goes with the test.
record TestNamespace(Berth berth, String name) implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// The least Registry: no volume, so that it is up soonest.
    static final String SMALL = """
            storage:
              emptyDir: {}
            """;

    /// With a volume that outlives pods.
    static final String DURABLE = """
            storage:
              persistentVolumeClaim:
                size: 1Gi
            """;

    static TestNamespace create(Berth berth, Class<?> test) {
        var name = "e2e-%s-%d-%s"
                .formatted(
                        test.getSimpleName().toLowerCase(Locale.ROOT),
                        COUNT.incrementAndGet(),
                        Long.toString(System.currentTimeMillis() % 1_000_000, 36));
        berth.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(berth, name);
    }

    RegistryResource registry(String registry) {
        return new RegistryResource(berth.client(), new RegistryNames(name, registry));
    }

    /// Creates the Registry or changes it; the spec is YAML.
    RegistryResource apply(String registry, String spec) {
        berth.kubectl().apply(manifest(registry, spec));
        return registry(registry);
    }

    /// The same for a spec that may be refused.
    Outcome tryToApply(String registry, String spec) {
        return berth.kubectl()
                .program("apply", "-f", "-")
                .withInput(manifest(registry, spec))
                .outcome();
    }

    /// Creates it and waits until it is Ready.
    RegistryResource ready(String registry, String spec) {
        var resource = apply(registry, spec);
        resource.awaitReady();
        return resource;
    }

    RegistryAccess access(RegistryResource registry) {
        return RegistryAccess.open(berth.kubectl(), registry);
    }

    /// Creates the Secret or replaces what it holds.
    void secret(String secret, String type, Map<String, String> content) {
        berth.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName(secret)
                        .endMetadata()
                        .withType(type)
                        .withStringData(content)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    void basicAuth(String secret, String user, String password) {
        secret(secret, "kubernetes.io/basic-auth", Map.of("username", user, "password", password));
    }

    @Override
    public void close() {
        berth.client().namespaces().withName(name).delete();
    }

    private String manifest(String registry, String spec) {
        return """
                apiVersion: berth.dev/v1alpha1
                kind: Registry
                metadata:
                  name: %s
                  namespace: %s
                spec:
                """.formatted(registry, name) + spec.indent(2);
    }
}
