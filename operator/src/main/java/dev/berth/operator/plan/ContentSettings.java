package dev.berth.operator.plan;

import dev.berth.api.v1alpha1.GarbageCollectionSpec;
import dev.berth.api.v1alpha1.ImmutableTagsRule;
import dev.berth.api.v1alpha1.IntegritySpec;
import dev.berth.api.v1alpha1.QuotaRule;
import dev.berth.api.v1alpha1.RegistrySpec;
import dev.berth.api.v1alpha1.RetentionRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a spec says about the content of repositories, as keys of the server's section `berth`. What it does not say is
/// left out, so that a Registry without such wishes keeps its pods when the operator learns new ones.
final class ContentSettings {
    private ContentSettings() {}

    static Map<String, Object> of(RegistrySpec spec) {
        Map<String, Object> settings = new LinkedHashMap<>();
        putRules(settings, "retention", spec.retention(), ContentSettings::retention);
        putRules(settings, "immutabletags", spec.immutableTags(), ContentSettings::immutable);
        putRules(settings, "quotas", spec.quotas(), ContentSettings::quota);
        if (spec.garbageCollection().startBelow() != null) {
            settings.put(
                    "garbagecollection",
                    underPressure(
                            spec.garbageCollection(), spec.garbageCollection().startBelow()));
        }
        IntegritySpec integrity = spec.integrity();
        if (integrity != null && integrity.scrub() != null) {
            settings.put("scrub", scrub(integrity.scrub()));
        }
        return settings;
    }

    private interface Rendering<R> {
        Map<String, Object> of(R rule);
    }

    private static <R> void putRules(
            Map<String, Object> settings, String key, @Nullable List<R> rules, Rendering<R> rendering) {
        if (rules != null) {
            settings.put(key, rules.stream().map(rendering::of).toList());
        }
    }

    private static Map<String, Object> retention(RetentionRule rule) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        put(rendered, "repositories", rule.repositories());
        put(rendered, "tags", rule.tags());
        RetentionRule.Keep keep = rule.keep();
        if (keep != null) {
            Map<String, Object> conditions = new LinkedHashMap<>();
            put(conditions, "last", keep.last());
            putSpan(conditions, "pushedwithin", keep.pushedWithin());
            putSpan(conditions, "pulledwithin", keep.pulledWithin());
            rendered.put("keep", conditions);
        }
        putSpan(rendered, "expire", rule.expire());
        putSpan(rendered, "untagged", rule.untagged());
        return rendered;
    }

    private static Map<String, Object> immutable(ImmutableTagsRule rule) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        put(rendered, "repositories", rule.repositories());
        put(rendered, "tags", rule.tags());
        put(rendered, "except", rule.except());
        return rendered;
    }

    private static Map<String, Object> quota(QuotaRule rule) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        put(rendered, "repositories", rule.repositories());
        put(rendered, "bytes", rule.bytes() == null ? null : ByteSize.forServer(rule.bytes()));
        put(rendered, "tags", rule.tags());
        return rendered;
    }

    /// The terms of the collections that the server starts by itself are those of the schedule's.
    private static Map<String, Object> underPressure(GarbageCollectionSpec collection, String startBelow) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("minage", collection.minAge());
        rendered.put("hold", collection.hold());
        rendered.put("deleteuntagged", collection.deleteUntagged());
        rendered.put("maxrate", collection.maxRate());
        rendered.put("startbelow", startBelow.endsWith("%") ? startBelow : ByteSize.forServer(startBelow));
        return rendered;
    }

    private static Map<String, Object> scrub(IntegritySpec.Scrub scrub) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("interval", Span.forServer(scrub.interval()));
        rendered.put("rate", ByteSize.forServer(scrub.rate()));
        return rendered;
    }

    private static void putSpan(Map<String, Object> rendered, String key, @Nullable String span) {
        put(rendered, key, span == null ? null : Span.forServer(span));
    }

    private static void put(Map<String, Object> rendered, String key, @Nullable Object value) {
        if (value != null) {
            rendered.put(key, value);
        }
    }
}
