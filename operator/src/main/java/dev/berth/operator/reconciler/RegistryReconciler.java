package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.auth.Credentials;
import dev.berth.operator.auth.CredentialsSource;
import dev.berth.operator.auth.HtpasswdSecret;
import dev.berth.operator.auth.PullSecret;
import dev.berth.operator.auth.UserSecrets;
import dev.berth.operator.auth.UsersListed;
import dev.berth.operator.availability.ServerDisruptionBudget;
import dev.berth.operator.exposure.IngressRequested;
import dev.berth.operator.exposure.ServerIngress;
import dev.berth.operator.exposure.ServerNetworkPolicy;
import dev.berth.operator.gc.CollectionDue;
import dev.berth.operator.gc.CollectionRequest;
import dev.berth.operator.gc.GcCronJob;
import dev.berth.operator.gc.LastRun;
import dev.berth.operator.gc.MaintenanceKeys;
import dev.berth.operator.gc.MaintenanceSecret;
import dev.berth.operator.gc.RequestedJob;
import dev.berth.operator.monitoring.RegistrySeries;
import dev.berth.operator.monitoring.ServerAlerts;
import dev.berth.operator.monitoring.ServerPodMonitor;
import dev.berth.operator.owned.Instance;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.FormerStorage;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.status.Observed;
import dev.berth.operator.status.RegistryEvents;
import dev.berth.operator.status.StatusReport;
import dev.berth.operator.storage.BucketFiles;
import dev.berth.operator.storage.BucketFilesRequested;
import dev.berth.operator.storage.BucketSecret;
import dev.berth.operator.storage.DataVolumeClaim;
import dev.berth.operator.storage.FormerClaim;
import dev.berth.operator.storage.UsedClaim;
import dev.berth.operator.tls.AuthoritySecret;
import dev.berth.operator.tls.CertificateSource;
import dev.berth.operator.tls.Certificates;
import dev.berth.operator.tls.ServerTlsSecret;
import dev.berth.operator.workload.ServerConfigMap;
import dev.berth.operator.workload.ServerDeployment;
import dev.berth.operator.workload.ServerService;
import dev.berth.operator.workload.ServerServiceAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one Registry to what its spec asks for: check, apply, look, report. The list of dependents is the list of
/// objects.
@ControllerConfiguration(name = RegistryReconciler.NAME, fieldManager = Labels.OPERATOR)
@Workflow(
        explicitInvocation = true,
        handleExceptionsInReconciler = true,
        dependents = {
            @Dependent(type = ServerServiceAccount.class),
            @Dependent(type = ServerConfigMap.class),
            @Dependent(type = ServerService.class, name = RegistryReconciler.SERVICE),
            @Dependent(type = DataVolumeClaim.class),
            @Dependent(
                    type = BucketSecret.class,
                    useEventSourceWithName = RegistryReconciler.SECRETS,
                    reconcilePrecondition = BucketFilesRequested.class),
            @Dependent(type = MaintenanceSecret.class, useEventSourceWithName = RegistryReconciler.SECRETS),
            @Dependent(type = HtpasswdSecret.class, useEventSourceWithName = RegistryReconciler.SECRETS),
            @Dependent(type = UserSecrets.class, useEventSourceWithName = RegistryReconciler.SECRETS),
            @Dependent(
                    type = PullSecret.class,
                    useEventSourceWithName = RegistryReconciler.SECRETS,
                    reconcilePrecondition = UsersListed.class),
            @Dependent(
                    type = AuthoritySecret.class,
                    name = RegistryReconciler.AUTHORITY,
                    useEventSourceWithName = RegistryReconciler.SECRETS,
                    dependsOn = RegistryReconciler.SERVICE),
            @Dependent(
                    type = ServerTlsSecret.class,
                    useEventSourceWithName = RegistryReconciler.SECRETS,
                    dependsOn = RegistryReconciler.AUTHORITY),
            @Dependent(type = ServerDeployment.class),
            @Dependent(type = ServerIngress.class, reconcilePrecondition = IngressRequested.class),
            @Dependent(type = ServerNetworkPolicy.class),
            @Dependent(type = ServerDisruptionBudget.class),
            @Dependent(type = GcCronJob.class, name = RegistryReconciler.CRON_JOB),
            @Dependent(type = RequestedJob.class, dependsOn = RegistryReconciler.CRON_JOB),
            @Dependent(type = ServerPodMonitor.class),
            @Dependent(type = ServerAlerts.class)
        })
public final class RegistryReconciler implements Reconciler<Registry> {
    public static final String NAME = "registry";
    private static final Logger LOG = LoggerFactory.getLogger(RegistryReconciler.class);
    static final String SECRETS = "secrets";
    static final String SERVICE = "service";
    static final String AUTHORITY = "authority";
    static final String CRON_JOB = "cron-job";

    private static final Duration MAKE_ROUNDS = Duration.ofSeconds(5);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
    private static final Duration WATCH_COPYING = Duration.ofSeconds(10);
    private static final Duration MENDED_YET = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final ServerImage image;
    private final Outside outside;
    private final RegistryEvents events;
    private final RegistrySeries series;

    public RegistryReconciler(ServerImage image, Outside outside, RegistryEvents events, RegistrySeries series) {
        this.image = image;
        this.outside = outside;
        this.events = events;
        this.series = series;
    }

    @Override
    public List<EventSource<?, Registry>> prepareEventSources(EventSourceContext<Registry> context) {
        series.follow(() -> context.getPrimaryCache().list());
        return List.of(
                informer(Secret.class, SECRETS, context),
                informer(Job.class, "jobs", context),
                new Rounds(context, MAKE_ROUNDS));
    }

    private static <R extends HasMetadata> EventSource<?, Registry> informer(
            Class<R> type, String name, EventSourceContext<Registry> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, Registry.class)
                        .withName(name)
                        .withLabelSelector(Labels.SELECTOR)
                        .withSecondaryToPrimaryMapper(Instance::of)
                        .build(),
                context);
    }

    @Override
    public UpdateControl<Registry> reconcile(Registry registry, Context<Registry> context) {
        RegistryPlan plan = RegistryPlan.of(registry, image.reference());
        offer(plan, context);
        Findings findings = Shared.get(context, Findings.class);

        var applied = context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();

        if (Failures.namespaceEnds(applied.getErroredDependents().values())) {
            return UpdateControl.noUpdate();
        }
        List<Problem> failures = Failures.of(applied.getErroredDependents());
        Observation observation = new Observation(plan, context, outside);
        Observed observed = observation.look(
                all(findings, failures, context), CollectionRequest.metBy(registry, failures.isEmpty()));
        RegistryStatus status = StatusReport.of(plan, observed, outside.clock().instant());
        if (!failures.isEmpty()) {
            throw new ApplyFailure(status, failures.getFirst().message());
        }
        return control(registry, status).rescheduleAfter(next(registry, status, observation));
    }

    private void offer(RegistryPlan plan, Context<Registry> context) {
        SecretReader secrets = new SecretReader(plan, context);
        Shared.offer(context, RegistryPlan.class, () -> plan);
        Shared.offer(context, Findings.class, () -> Prerequisites.of(plan, context));
        Shared.offer(context, UsedClaim.class, () -> UsedClaim.of(plan, context));
        Shared.offer(context, FormerClaim.class, () -> FormerClaim.of(plan, context));
        Shared.offer(context, BucketFiles.class, () -> BucketFiles.resolve(plan, secrets, context));
        Shared.offer(context, Credentials.class, () -> CredentialsSource.resolve(plan, secrets));
        Shared.offer(context, MaintenanceKeys.class, () -> MaintenanceKeys.resolve(plan, secrets));
        Shared.offer(
                context,
                Certificates.class,
                () -> new CertificateSource(
                                plan,
                                secrets,
                                context.getSecondaryResource(Service.class).orElse(null),
                                outside.clock())
                        .resolve());
    }

    private static Findings all(Findings findings, List<Problem> failures, Context<Registry> context) {
        List<Problem> all = new ArrayList<>(findings.problems());
        all.addAll(Shared.get(context, Credentials.class).problems());
        Stream.ofNullable(Shared.get(context, Certificates.class).problem()).forEach(all::add);
        Prerequisites.storage(context).forEach(all::add);
        all.addAll(failures);
        return new Findings(all.stream().distinct().toList());
    }

    private UpdateControl<Registry> control(Registry registry, RegistryStatus status) {
        if (status.equals(registry.getStatus())) {
            return UpdateControl.noUpdate();
        }
        events.tell(registry, status);
        return UpdateControl.patchStatus(StatusPatch.of(registry, status));
    }

    private Duration next(Registry registry, RegistryStatus status, Observation observation) {
        if (StatusPatch.isTrue(status, "Stalled")) {
            return MENDED_YET;
        }
        if (!StatusPatch.isTrue(status, "Ready")) {
            return ASK_AGAIN;
        }
        if (FormerStorage.isInUse(registry)) {
            // What waits for the end of the move is made in the pass after it.
            return FormerStorage.isInUse(registry, status) ? WATCH_COPYING : ASK_AGAIN;
        }
        Instant now = outside.clock().instant();
        String request = CollectionRequest.of(registry);
        if (LastRun.isUntold(status.lastGarbageCollection(), now)
                || (request != null && !request.equals(status.collectionRequest()))) {
            return ASK_AGAIN;
        }
        return Stream.concat(
                        observation.renewal().stream(),
                        observation.due(status.lastGarbageCollection()).stream().map(CollectionDue::overdue))
                .filter(date -> date.isAfter(now))
                .map(date -> Duration.between(now, date).plus(ASK_AGAIN))
                .filter(left -> left.compareTo(LOOK_AGAIN) < 0)
                .min(Duration::compareTo)
                .orElse(LOOK_AGAIN);
    }

    @Override
    public ErrorStatusUpdateControl<Registry> updateErrorStatus(
            Registry registry, Context<Registry> context, Exception error) {
        if (error instanceof RejectedExecutionException) {
            // The operator is about to stop, and its threads take nothing more; the next one goes on.
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        RegistryStatus status = error instanceof ApplyFailure failure
                ? failure.status()
                : StatusReport.broken(
                        registry, Failures.cause(error), outside.clock().instant());
        if (status.equals(registry.getStatus())) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        tell(registry, error);
        events.tell(registry, status);
        return ErrorStatusUpdateControl.patchStatus(StatusPatch.of(registry, status));
    }

    /// Once for each change of what is wrong, in place of the SDK's trace for each attempt.
    private static void tell(Registry registry, Exception error) {
        String name = registry.getMetadata().getNamespace() + "/"
                + registry.getMetadata().getName();
        if (error instanceof ApplyFailure) {
            LOG.warn("{}: {}", name, error.getMessage());
        } else {
            LOG.error("{}: a fault of the operator", name, error);
        }
    }
}
