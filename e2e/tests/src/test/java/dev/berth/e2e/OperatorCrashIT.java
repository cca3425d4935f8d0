package dev.berth.e2e;

import static org.awaitility.Awaitility.await;

import dev.berth.e2e.kubernetes.RegistryResource;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(Locks.OPERATOR)
final class OperatorCrashIT {

    private static final int CRASHES = 4;

    /// Each crash comes once the operator has made some of the objects, at another point of the work each time.
    @Test
    void killedInTheMiddleOfItsWorkItFinishesAfterwards(Berth berth, TestNamespace namespace) {
        var registries = new ArrayList<RegistryResource>();
        for (var crash = 1; crash <= CRASHES; crash++) {
            var registry = namespace.apply("crash-" + crash, TestNamespace.SMALL);
            registries.add(registry);
            awaitObjects(berth, registry, 2 * crash - 1);
            killOperator(berth);
        }

        registries.forEach(RegistryResource::awaitReady);
    }

    private static void awaitObjects(Berth berth, RegistryResource registry, int count) {
        var owned = new OwnedObjects(berth.client(), registry);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> owned.all().count() >= count);
    }

    private static void killOperator(Berth berth) {
        berth.operatorPods()
                .forEach(pod -> berth.client().resource(pod).withGracePeriod(0).delete());
    }
}
