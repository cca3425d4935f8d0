package dev.berth.registry.auth.rules;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryPattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is allowed is the sum of the rules that apply; what none allows is refused. Without rules every user may do
/// everything.
public record Rules(List<Rule> list) {
    private static final RepositoryPattern ANY = RepositoryPattern.of("**");
    private static final Rule EVERYTHING_FOR_USERS =
            new Rule(Set.of("*"), false, List.of(ANY), EnumSet.allOf(Action.class));
    private static final Rule PULL_FOR_ALL = new Rule(Set.of("*"), true, List.of(ANY), EnumSet.of(Action.PULL));

    public static Rules everythingForUsers() {
        return new Rules(List.of(EVERYTHING_FOR_USERS));
    }

    /// From `berth.access`: the rules, and `anonymous: pull` as the short form of one.
    public static Rules from(ConfigurationNode root) {
        ConfigurationNode access = root.section("berth.access");
        List<Rule> listed = access.sections("rules").stream().map(Rules::rule).toList();
        Stream<Rule> rules = listed.isEmpty() ? Stream.of(EVERYTHING_FOR_USERS) : listed.stream();
        return new Rules(
                switch (access.string("anonymous", "none")) {
                    case "none" -> rules.toList();
                    case "pull" -> Stream.concat(rules, Stream.of(PULL_FOR_ALL)).toList();
                    default -> throw access.wrong("anonymous", "must be none or pull");
                });
    }

    /// `user` is empty for a caller without credentials.
    public boolean allow(String user, Grant grant) {
        return list.stream().anyMatch(rule -> rule.allows(user, grant));
    }

    public boolean haveAnythingFor(String user) {
        return list.stream().anyMatch(rule -> rule.isFor(user));
    }

    private static Rule rule(ConfigurationNode node) {
        Set<String> users = Set.copyOf(node.strings("users"));
        boolean anonymous = node.bool("anonymous", false);
        if (users.isEmpty() && !anonymous) {
            throw node.wrong("users", "is missing; name users, or * for all of them, or set anonymous: true");
        }
        return new Rule(users, anonymous, repositories(node), actions(node));
    }

    private static List<RepositoryPattern> repositories(ConfigurationNode node) {
        List<String> texts = node.strings("repositories");
        texts.stream()
                .filter(text -> !RepositoryPattern.isValid(text))
                .findFirst()
                .ifPresent(wrong -> {
                    throw node.wrong("repositories", "must be names with * and **, not \"" + wrong + "\"");
                });
        return texts.isEmpty()
                ? List.of(ANY)
                : texts.stream().map(RepositoryPattern::of).toList();
    }

    private static Set<Action> actions(ConfigurationNode node) {
        List<String> texts = node.strings("actions");
        if (texts.isEmpty()) {
            throw node.wrong("actions", "is missing; name some of pull, push, delete, catalog, or * for all");
        }
        return texts.contains("*")
                ? EnumSet.allOf(Action.class)
                : texts.stream().map(text -> action(node, text)).collect(Collectors.toSet());
    }

    private static Action action(ConfigurationNode node, String text) {
        return Action.of(text)
                .orElseThrow(() ->
                        node.wrong("actions", "must be of pull, push, delete, catalog and *, not \"" + text + "\""));
    }
}
