package dev.berth.registry.quotas;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The rules, all of which count that cover a repository. A set of rules is a bit mask, in their order.
public record QuotasConfig(List<QuotaRule> rules) {
    private static final int MOST = Long.SIZE - 1;
    private static final int NAME_LENGTH = 16;

    public static QuotasConfig none() {
        return new QuotasConfig(List.of());
    }

    public static QuotasConfig from(ConfigurationNode root) {
        List<QuotaRule> rules =
                root.sections("berth.quotas").stream().map(QuotaRule::from).toList();
        if (rules.size() > MOST) {
            throw root.wrong("berth.quotas", "may have at most " + MOST + " rules");
        }
        Set<String> names = new HashSet<>();
        rules.stream().map(QuotaRule::name).filter(name -> !names.add(name)).forEach(name -> {
            throw root.wrong("berth.quotas", "has two rules for " + name + "; make them one");
        });
        return new QuotasConfig(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    long covering(RepositoryName repository) {
        long mask = 0;
        for (int i = 0; i < rules.size(); i++) {
            mask |= rules.get(i).covers(repository) ? 1L << i : 0;
        }
        return mask;
    }

    /// What was counted by other patterns is of no use; limits change nothing.
    String fingerprint() {
        String text = rules.stream().map(QuotaRule::name).collect(Collectors.joining("\n"));
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, NAME_LENGTH);
    }
}
