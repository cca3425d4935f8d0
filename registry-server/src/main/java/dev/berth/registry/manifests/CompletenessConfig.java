package dev.berth.registry.manifests;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Manifest;
import java.util.List;
import java.util.Locale;

/// What must be there before a manifest that names it is taken. Mirrors copy less than the whole on purpose.
public record CompletenessConfig(Indexes indexes, List<Platform> platforms, boolean missingBlobs) {
    private static final String MODE = "validation.manifests.indexes.platforms";
    private static final String LIST = "validation.manifests.indexes.platformlist";

    /// Which manifests of an index must be there.
    public enum Indexes {
        ALL,
        LIST,
        NONE
    }

    /// Of the manifests of an index, one for this platform must be there.
    public record Platform(String os, String architecture) {}

    public static CompletenessConfig everything() {
        return new CompletenessConfig(Indexes.ALL, List.of(), false);
    }

    public static CompletenessConfig from(ConfigurationNode root) {
        var mode = mode(root);
        var platforms = root.sections(LIST).stream()
                .map(entry -> new Platform(required(entry, "os"), required(entry, "architecture")))
                .toList();
        if (mode == Indexes.LIST && platforms.isEmpty()) {
            throw root.wrong(LIST, "must name a platform when platforms is list");
        }
        return new CompletenessConfig(mode, platforms, root.bool("berth.manifests.missingblobs", false));
    }

    private static Indexes mode(ConfigurationNode root) {
        var text = root.string(MODE, "all");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "all" -> Indexes.ALL;
            case "list" -> Indexes.LIST;
            case "none" -> Indexes.NONE;
            default -> throw root.wrong(MODE, "must be all, list or none, not \"" + text + "\"");
        };
    }

    private static String required(ConfigurationNode entry, String key) {
        return entry.string(key).orElseThrow(() -> entry.wrong(key, "must be set, such as linux or amd64"));
    }

    /// The children without which the manifest is refused.
    List<Descriptor> required(Manifest manifest) {
        return switch (manifest) {
            case Manifest.Image image -> missingBlobs ? List.of() : image.children();
            case Manifest.Index index ->
                switch (indexes) {
                    case ALL -> index.children();
                    case LIST ->
                        index.children().stream().filter(this::isListed).toList();
                    case NONE -> List.of();
                };
        };
    }

    private boolean isListed(Descriptor child) {
        return platforms.contains(new Platform(child.operatingSystem(), child.architecture()));
    }
}
