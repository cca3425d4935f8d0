package dev.berth.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the lease up at the end, so that the next operator need not wait until it runs out.
@Singleton
final class LeaderLease {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

    private final KubernetesClient client;
    private final OperatorConfig config;

    LeaderLease(KubernetesClient client, OperatorConfig config) {
        this.client = client;
        this.config = config;
    }

    /// Only its own: the update fails where another operator took the lease meanwhile.
    void release() {
        if (config.namespace() == null) {
            return;
        }
        try {
            Lease lease = client.leases()
                    .inNamespace(config.namespace())
                    .withName(OperatorFactory.LEASE)
                    .get();
            if (lease != null && config.instance().equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                lease.getSpec().setLeaseDurationSeconds(1);
                client.resource(lease).update();
            }
        } catch (KubernetesClientException e) {
            LOG.warn("the lease could not be given up and runs out by itself: {}", e.getMessage());
        }
    }
}
