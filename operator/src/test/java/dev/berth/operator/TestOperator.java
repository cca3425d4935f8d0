package dev.berth.operator;

import dev.berth.operator.endpoint.Answer;
import dev.berth.operator.endpoint.CollectionReport;
import dev.berth.operator.endpoint.Maintenance;
import dev.berth.operator.endpoint.MigrationReport;
import dev.berth.operator.endpoint.StorageReport;
import dev.berth.operator.endpoint.Target;
import dev.berth.operator.monitoring.RegistrySeries;
import dev.berth.operator.reconciler.Outside;
import dev.berth.operator.reconciler.RegistryReconciler;
import dev.berth.operator.reconciler.ServerImage;
import dev.berth.operator.status.RegistryEvents;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The operator in this virtual machine, against a real API server; what lies outside of that answers as the test says.
final class TestOperator implements AutoCloseable {
    static final String IMAGE = "berth.dev/registry-server:test";

    volatile Answer answer = new Answer.Answering();
    volatile Optional<CollectionReport> report = Optional.empty();
    volatile Optional<MigrationReport> move = Optional.empty();
    volatile Optional<StorageReport> storage =
            Optional.of(new StorageReport(new StorageReport.Capabilities(true, true, true, true)));
    volatile Optional<String> complaint = Optional.empty();
    final AtomicInteger movesAsked = new AtomicInteger();
    final List<Target> asked = new CopyOnWriteArrayList<>();

    final RegistrySeries series = new RegistrySeries();
    final RegistryReconciler reconciler;
    private final Operator operator;

    TestOperator(KubernetesClient client, Set<String> namespaces) {
        this(client, namespaces, Clock.systemUTC());
    }

    TestOperator(KubernetesClient client, Set<String> namespaces, Clock clock) {
        OperatorConfig config = new OperatorConfig(IMAGE, namespaces, null, "test");
        Outside outside = new Outside(clock, this::ask, _ -> complaint, new Told());
        operator = new Operator(settings -> OperatorFactory.configure(settings, config, client));
        reconciler = new RegistryReconciler(
                new ServerImage(IMAGE), outside, new RegistryEvents(client, clock, "test"), series);
        operator.register(reconciler, controller -> OperatorFactory.configure(controller, config));
        operator.start();
    }

    private Answer ask(Target target) {
        asked.add(target);
        return answer;
    }

    private final class Told implements Maintenance {
        @Override
        public Optional<CollectionReport> collection(Target target, String token) {
            return report;
        }

        @Override
        public Optional<MigrationReport> migration(Target target, String token) {
            movesAsked.incrementAndGet();
            return move;
        }

        @Override
        public Optional<StorageReport> storage(Target target, String token) {
            return storage;
        }
    }

    @Override
    public void close() {
        operator.stop();
    }
}
