package dev.berth.operator.storage;

import static java.util.Objects.requireNonNull;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.StorageSpec.AccessMode;
import dev.berth.api.v1alpha1.StorageSpec.PersistentVolume;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.CanonicalQuantity;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The claim that holds the images. The operator never deletes it: with the deletion policy Delete it has the
/// Registry as its owner, and Kubernetes does. Once the images are moved elsewhere it is the user's to delete.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class DataVolumeClaim extends Owned<PersistentVolumeClaim> {
    public DataVolumeClaim() {
        super(PersistentVolumeClaim.class);
    }

    @Override
    public Aspect about() {
        return Aspect.STORAGE;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().claim();
    }

    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return !plan.ownsClaim();
    }

    @Override
    public ReconcileResult<PersistentVolumeClaim> reconcile(Registry registry, Context<Registry> context) {
        if (!Shared.get(context, RegistryPlan.class).ownsClaim()) {
            getSecondaryResource(registry, context)
                    .filter(claim -> claim.getMetadata().getOwnerReferences().stream()
                            .anyMatch(owner -> isRegistry(owner, registry)))
                    .ifPresent(claim -> letGo(claim, registry, context));
        }
        return super.reconcile(registry, context);
    }

    private static boolean isRegistry(OwnerReference owner, Registry registry) {
        return owner.getUid().equals(registry.getMetadata().getUid());
    }

    private static void letGo(PersistentVolumeClaim claim, Registry registry, Context<Registry> context) {
        context.getClient().resource(claim).edit(found -> {
            found.getMetadata().getOwnerReferences().removeIf(owner -> isRegistry(owner, registry));
            return found;
        });
    }

    @Override
    public PersistentVolumeClaim desired(RegistryPlan plan, Context<Registry> context) {
        PersistentVolume volume = requireNonNull(plan.volume());
        return new PersistentVolumeClaimBuilder()
                .withMetadata(Metadata.withData(plan, name(plan), Component.STORAGE))
                .withNewSpec()
                .withAccessModes(
                        volume.accessModes().stream().map(AccessMode::value).toList())
                .withStorageClassName(volume.storageClassName())
                .withNewResources()
                .addToRequests("storage", CanonicalQuantity.of(volume.size()))
                .endResources()
                .endSpec()
                .build();
    }
}
