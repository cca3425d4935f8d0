package dev.berth.registry.configuration;

import static dev.berth.registry.configuration.ConfigurationKey.works;

import java.util.List;

/// The keys that say what may be kept, moved and stored in which repositories.
final class ContentKeys {
    private static final String REPOSITORIES = "Names; * stands for anything within a component, ** for anything.";
    private static final String TAGS = "Tags; * stands for anything.";
    private static final String ITEM = "One of several.";

    private ContentKeys() {}

    static List<ConfigurationKey> all() {
        String rule = "berth.retention.*.";
        String fixed = "berth.immutabletags.*.";
        return List.of(
                works(
                        "berth.retention",
                        "every tag stays",
                        "A list of rules for collections; the first that covers a tag decides. One without keep and"
                                + " expire keeps all."),
                works(rule + "repositories", "**", REPOSITORIES),
                works(rule + "repositories.*", "", ITEM),
                works(rule + "tags", "*", TAGS),
                works(rule + "tags.*", "", ITEM),
                works(
                        rule + "keep.last",
                        "",
                        "How many stay of the tags that the rule covers, by the time of their push. Those of signatures and"
                                + " other referrers don't count, and stay as long as what they belong to."),
                works(rule + "keep.pushedwithin", "", "Tags pushed within this time stay too."),
                works(
                        rule + "keep.pulledwithin",
                        "",
                        "Tags pulled within this time stay too. Pulls are recorded to the hour, from when this is set."),
                works(rule + "expire", "", "Tags pushed longer ago go, whatever else holds."),
                works(
                        rule + "untagged",
                        "0s where tags can go",
                        "How long manifests without a tag stay, but never shorter than a collection's minimum age."),
                works(
                        "berth.immutabletags",
                        "",
                        "A list of rules; what one covers is neither moved nor deleted by clients."),
                works(fixed + "repositories", "**", REPOSITORIES),
                works(fixed + "repositories.*", "", ITEM),
                works(fixed + "tags", "*", TAGS),
                works(fixed + "tags.*", "", ITEM),
                works(fixed + "except", "", "Tags that stay movable all the same."),
                works(fixed + "except.*", "", ITEM));
    }
}
