package dev.berth.registry.tags;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.RepositoryPattern;
import dev.berth.registry.oci.Tag;
import java.util.List;

/// What a rule over tags is about: repositories and tags by patterns, all of them where none is given.
public record TagScope(List<RepositoryPattern> repositories, List<TagPattern> tags) {

    public static TagScope from(ConfigurationNode node) {
        return new TagScope(repositories(node), tags(node, "tags"));
    }

    private static List<RepositoryPattern> repositories(ConfigurationNode node) {
        List<String> texts = node.strings("repositories");
        for (String text : texts) {
            if (!RepositoryPattern.isValid(text)) {
                throw node.wrong("repositories", "must be names with * and **, not \"" + text + "\"");
            }
        }
        return texts.stream().map(RepositoryPattern::of).toList();
    }

    static List<TagPattern> tags(ConfigurationNode node, String key) {
        List<String> texts = node.strings(key);
        for (String text : texts) {
            if (!TagPattern.isValid(text)) {
                throw node.wrong(key, "must be tags with *, not \"" + text + "\"");
            }
        }
        return texts.stream().map(TagPattern::of).toList();
    }

    public boolean covers(RepositoryName repository) {
        return repositories.isEmpty() || repositories.stream().anyMatch(each -> each.matches(repository.value()));
    }

    public boolean covers(RepositoryName repository, Tag tag) {
        return covers(repository) && (tags.isEmpty() || tags.stream().anyMatch(each -> each.matches(tag)));
    }
}
