package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.kubernetes.Installation;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(Locks.OPERATOR)
final class LeadershipIT {

    @Test
    void stoppedOperatorHandsItsWorkToTheOneThatWaits(Berth berth, TestNamespace namespace) {
        berth.install("--set", "replicaCount=2");
        try {
            var first = awaitHolder(berth, "");
            var holders = new Holders();
            try (var _ = lease(berth).watch(holders)) {
                berth.client()
                        .pods()
                        .inNamespace(Installation.NAMESPACE)
                        .withName(first)
                        .delete();

                namespace.ready("team", TestNamespace.SMALL);
            }

            assertThat(awaitHolder(berth, first)).isNotEqualTo(first);
            assertThat(holders.seen).as("given up, not run out").contains("");
        } finally {
            berth.install();
        }
    }

    private static String awaitHolder(Berth berth, String other) {
        return await().atMost(Duration.ofMinutes(2))
                .until(() -> holder(lease(berth).get()), holder -> !holder.isEmpty() && !holder.equals(other));
    }

    private static Resource<Lease> lease(Berth berth) {
        return berth.client().leases().inNamespace(Installation.NAMESPACE).withName("berth-operator");
    }

    private static String holder(Lease lease) {
        var holder = lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private static final class Holders implements Watcher<Lease> {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void eventReceived(Action action, Lease lease) {
            seen.add(holder(lease));
        }

        @Override
        public void onClose(WatcherException cause) {
            // the list of holders ends with the test
        }
    }
}
