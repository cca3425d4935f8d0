package dev.berth.registry.quotas;

import dev.berth.registry.configuration.ByteSize;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.RepositoryPattern;
import java.util.List;
import java.util.stream.Collectors;

/// What the repositories that match any pattern may hold together, zero where nothing is said.
public record QuotaRule(List<RepositoryPattern> repositories, long bytes, long tags) {
    private static final String EVERYWHERE = "**";

    static QuotaRule from(ConfigurationNode node) {
        long bytes = bytes(node);
        long tags = node.has("tags") ? node.count("tags", 1) : 0;
        if (bytes == 0 && tags == 0) {
            throw node.wrong("bytes", "or tags must be set, or the rule limits nothing");
        }
        return new QuotaRule(repositories(node), bytes, tags);
    }

    private static List<RepositoryPattern> repositories(ConfigurationNode node) {
        List<String> texts = node.has("repositories") ? node.strings("repositories") : List.of(EVERYWHERE);
        for (String text : texts) {
            if (!RepositoryPattern.isValid(text)) {
                throw node.wrong("repositories", "must be names with * and **, not \"" + text + "\"");
            }
        }
        return texts.stream().map(RepositoryPattern::of).toList();
    }

    private static long bytes(ConfigurationNode node) {
        if (!node.has("bytes")) {
            return 0;
        }
        String text = node.string("bytes", "");
        return ByteSize.parse(text)
                .map(ByteSize::bytes)
                .filter(size -> size > 0)
                .orElseThrow(() -> node.wrong("bytes", "must be a size such as 500MiB or 10GiB, not \"" + text + "\""));
    }

    boolean covers(RepositoryName repository) {
        return repositories.stream().anyMatch(each -> each.matches(repository.value()));
    }

    /// Its patterns, by which messages and metrics call it.
    public String name() {
        return repositories.stream().map(RepositoryPattern::toString).collect(Collectors.joining(","));
    }
}
