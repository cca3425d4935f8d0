package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.auth.Credentials;
import dev.berth.operator.endpoint.Answer;
import dev.berth.operator.endpoint.Target;
import dev.berth.operator.gc.CollectionDue;
import dev.berth.operator.gc.LastRun;
import dev.berth.operator.gc.MaintenanceKeys;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import dev.berth.operator.status.Observed;
import dev.berth.operator.status.PodTrouble;
import dev.berth.operator.storage.UsedClaim;
import dev.berth.operator.tls.Certificates;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressPortStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at what is there after a pass has applied its objects.
final class Observation {
    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);

    private final RegistryPlan plan;
    private final Context<Registry> context;
    private final Outside outside;

    Observation(RegistryPlan plan, Context<Registry> context, Outside outside) {
        this.plan = plan;
        this.context = context;
        this.outside = outside;
    }

    Observed look(Findings findings, @Nullable String requestMet) {
        Deployment deployment = context.getSecondaryResource(Deployment.class).orElse(null);
        return new Observed(
                findings,
                deployment,
                trouble(deployment),
                Shared.get(context, UsedClaim.class).claim(),
                Shared.get(context, Certificates.class).notAfter(),
                running(deployment) ? answers() : new Observed.Answers(null, null),
                Shared.get(context, Credentials.class).forPods() != null,
                collection(requestMet),
                plan.former() == null || !replaced(deployment)
                        ? null
                        : asked(outside.maintenance()::migration).orElse(null),
                plan.bucket() == null || !replaced(deployment)
                        ? null
                        : asked(outside.maintenance()::storage).orElse(null));
    }

    private @Nullable PodTrouble trouble(@Nullable Deployment deployment) {
        Integer unready = deployment == null || deployment.getStatus() == null
                ? null
                : deployment.getStatus().getUnavailableReplicas();
        if (unready == null || unready == 0) {
            return null;
        }
        try {
            List<Pod> pods = context.getClient()
                    .pods()
                    .inNamespace(plan.names().namespace())
                    .withLabels(Labels.serverSelector(plan.names()))
                    .list()
                    .getItems();
            return PodTrouble.first(pods, outside.health()::complaint).orElse(null);
        } catch (KubernetesClientException e) {
            // Less is told then, and all the rest goes on.
            LOG.debug("the pods of {} could not be listed", plan.names().base(), e);
            return null;
        }
    }

    /// Whether all pods are of the Deployment as it is: one that was there before speaks of another storage.
    private static boolean replaced(@Nullable Deployment deployment) {
        return running(deployment)
                && deployment != null
                && Objects.equals(
                        deployment.getStatus().getObservedGeneration(),
                        deployment.getMetadata().getGeneration())
                && Objects.equals(
                        deployment.getStatus().getReplicas(),
                        deployment.getStatus().getUpdatedReplicas());
    }

    private Observed.Collection collection(@Nullable String requestMet) {
        RegistryStatus old = plan.registry().getStatus();
        RegistryStatus.GarbageCollection last = LastRun.of(
                context.getSecondaryResourcesAsStream(Job.class),
                old == null ? null : old.lastGarbageCollection(),
                () -> asked(outside.maintenance()::collection));
        Instant missed = due(last)
                .filter(due -> due.isOverdue(outside.clock().instant()))
                .map(CollectionDue::at)
                .orElse(null);
        return new Observed.Collection(last, missed, requestMet);
    }

    Optional<CollectionDue> due(RegistryStatus.@Nullable GarbageCollection last) {
        return CollectionDue.of(
                plan, context.getSecondaryResource(CronJob.class).orElse(null), last);
    }

    /// When the certificate is to be renewed.
    Optional<Instant> renewal() {
        return Optional.ofNullable(Shared.get(context, Certificates.class).renewAt());
    }

    private static boolean running(@Nullable Deployment deployment) {
        if (deployment == null || deployment.getStatus() == null) {
            return false;
        }
        Integer available = deployment.getStatus().getAvailableReplicas();
        return available != null && available > 0;
    }

    private Observed.Answers answers() {
        return new Observed.Answers(cluster(), plan.ingress() == null ? null : ingress());
    }

    private Answer cluster() {
        String address = serviceAddress();
        return address == null
                ? new Answer.Silent("it has no address yet")
                : outside.probe().ask(new Target(address, plan.port(), plan.clusterAddress(), clusterTrust()));
    }

    private Target.Tls clusterTrust() {
        if (!plan.tls()) {
            return Target.Tls.NONE;
        }
        Certificates.AuthorityFiles authority =
                Shared.get(context, Certificates.class).authority();
        return authority == null ? Target.Tls.ANY : Target.Tls.authority(authority.certificate());
    }

    private @Nullable String serviceAddress() {
        return context.getSecondaryResource(Service.class)
                .map(service -> service.getSpec().getClusterIP())
                .filter(address -> !address.isEmpty() && !address.equals("None"))
                .orElse(null);
    }

    /// Through the address the ingress controller published, so that no DNS has to know the host.
    private Answer ingress() {
        IngressLoadBalancerIngress published = context.getSecondaryResource(Ingress.class)
                .map(Ingress::getStatus)
                .flatMap(status -> Optional.ofNullable(status.getLoadBalancer()))
                .map(balancer -> balancer.getIngress())
                .filter(addresses -> !addresses.isEmpty())
                .map(List::getFirst)
                .orElse(null);
        if (published == null) {
            return new Answer.Silent("no ingress controller has published an address for it; is there one for class "
                    + (plan.ingress() == null || plan.ingress().className() == null
                            ? "(default)"
                            : plan.ingress().className())
                    + "?");
        }
        boolean tls = plan.ingressCertificate() != null;
        String address = published.getIp() == null ? published.getHostname() : published.getIp();
        return outside.probe()
                .ask(new Target(
                        address,
                        port(published.getPorts(), tls),
                        plan.ingressHost(),
                        tls ? Target.Tls.ANY : Target.Tls.NONE));
    }

    private static int port(@Nullable List<IngressPortStatus> published, boolean tls) {
        int usual = tls ? 443 : 80;
        if (published == null || published.isEmpty() || published.stream().anyMatch(port -> port.getPort() == usual)) {
            return usual;
        }
        return tls ? published.getLast().getPort() : published.getFirst().getPort();
    }

    private <T> Optional<T> asked(BiFunction<Target, String, Optional<T>> question) {
        String token = Shared.get(context, MaintenanceKeys.class).token();
        return server().flatMap(target -> question.apply(target, token));
    }

    /// The one that presents the certificate of its Secret.
    private Optional<Target> server() {
        String address = serviceAddress();
        if (address == null) {
            return Optional.empty();
        }
        String certificate = plan.tls()
                ? new SecretReader(plan, context)
                        .owned(plan.names().certificate())
                        .map(secret -> SecretReader.text(secret, Server.CERTIFICATE_KEY))
                        .orElse(null)
                : null;
        if (plan.tls() && certificate == null) {
            return Optional.empty();
        }
        Target.Tls trust = certificate == null ? Target.Tls.NONE : Target.Tls.pinned(certificate);
        return Optional.of(new Target(address, plan.port(), plan.clusterAddress(), trust));
    }
}
