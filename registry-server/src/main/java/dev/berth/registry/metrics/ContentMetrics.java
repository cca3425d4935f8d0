package dev.berth.registry.metrics;

import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.events.RegistryEvent.BlobDamaged;
import dev.berth.registry.events.RegistryEvent.BlobDeleted;
import dev.berth.registry.events.RegistryEvent.BlobMounted;
import dev.berth.registry.events.RegistryEvent.BlobPulled;
import dev.berth.registry.events.RegistryEvent.BlobPushed;
import dev.berth.registry.events.RegistryEvent.ManifestDeleted;
import dev.berth.registry.events.RegistryEvent.ManifestPulled;
import dev.berth.registry.events.RegistryEvent.ManifestPushed;
import dev.berth.registry.events.RegistryEvent.TagDeleted;
import dev.berth.registry.events.RegistryEventListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// Counts what happens to content.
@Singleton
final class ContentMetrics implements RegistryEventListener {
    private final MeterRegistry meters;

    ContentMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void on(RegistryEvent event, Cause cause) {
        switch (event) {
            case BlobPushed pushed -> {
                count("blob", "push");
                Metric.BLOB_PUSHED_BYTES.counter(meters).increment((double) pushed.size());
            }
            case BlobPulled _ -> pull("blob", cause);
            case BlobMounted _ -> count("blob", "mount");
            case BlobDamaged _ -> count("blob", "damage");
            case BlobDeleted _ -> count("blob", "delete");
            case ManifestPushed _ -> count("manifest", "push");
            case ManifestPulled _ -> pull("manifest", cause);
            case ManifestDeleted _ -> count("manifest", "delete");
            case TagDeleted _ -> count("tag", "delete");
        }
    }

    /// A question whether content is there takes none of it.
    private void pull(String object, Cause cause) {
        if (!cause.method().equals("HEAD")) {
            count(object, "pull");
        }
    }

    private void count(String object, String action) {
        Metric.CONTENT_ACTIONS.counter(meters, object, action).increment();
    }
}
