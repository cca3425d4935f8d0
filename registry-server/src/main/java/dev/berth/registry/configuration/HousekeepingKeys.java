package dev.berth.registry.configuration;

import static dev.berth.registry.configuration.ConfigurationKey.works;

import java.util.List;
import java.util.stream.Stream;

/// The keys that keep the storage within bounds and in order.
final class HousekeepingKeys {
    private HousekeepingKeys() {}

    static List<ConfigurationKey> all() {
        return Stream.of(collections(), quotas(), scrub()).flatMap(List::stream).toList();
    }

    private static List<ConfigurationKey> collections() {
        String own = "berth.garbagecollection.";
        return List.of(
                works(
                        own + "minage",
                        "24h",
                        "How long content stays after the last answer that promised it. This and what follows is for"
                                + " collections that are not told otherwise."),
                works(own + "hold", "12h", "How long condemned content can come back before it is purged."),
                works(own + "deleteuntagged", "false", "Whether manifests without a tag go."),
                works(own + "maxrate", "0", "How many objects are looked at in a second; 0 for no limit."),
                works(
                        own + "startbelow",
                        "0",
                        "Below this free space, as 5GiB or 10%, the server collects by itself, at most once an hour, and"
                                + " any collection cuts the hold short where nobody was promised the content for minage."));
    }

    private static List<ConfigurationKey> quotas() {
        String rule = "berth.quotas.*.";
        return List.of(
                works(
                        "berth.quotas",
                        "",
                        "A list of rules; all that cover a repository count, each over all repositories it covers."),
                works(rule + "repositories", "**", "Names; * stands for anything within a component, ** for anything."),
                works(rule + "repositories.*", "", "One of several."),
                works(
                        rule + "bytes",
                        "",
                        "Such as 10GiB: how much the different blobs and manifests in them may have together."),
                works(rule + "tags", "", "How many tags they may have together."));
    }

    private static List<ConfigurationKey> scrub() {
        return List.of(
                works(
                        "berth.scrub.interval",
                        "168h",
                        "How often all blobs are read again; damaged ones are moved aside, so that a push heals them."
                                + " 0 for never."),
                works("berth.scrub.rate", "20MiB", "How much is read in a second; 0 for no limit."));
    }
}
