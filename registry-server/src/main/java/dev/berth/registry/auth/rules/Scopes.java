package dev.berth.registry.auth.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryName;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Scopes as tokens and challenges write them: `repository:<name>:pull,push registry:catalog:*`. Distribution's token
/// scope grammar.
public final class Scopes {
    private static final int MOST = 100;
    private static final String CATALOG = "registry:catalog:*";
    private static final List<Action> OF_REPOSITORIES = List.of(Action.PULL, Action.PUSH, Action.DELETE);

    private Scopes() {}

    /// What is well-formed of what was asked for: a client gets less than it asks for anyway where it may do less.
    public static Set<Grant> parse(Collection<String> scopes) {
        Set<Grant> grants = new LinkedHashSet<>();
        scopes.stream()
                .flatMap(scope -> Arrays.stream(scope.split(" ", MOST)))
                .filter(scope -> !scope.isEmpty())
                .limit(MOST)
                .forEach(scope -> parse(scope).forEach(grants::add));
        return grants;
    }

    private static Stream<Grant> parse(String scope) {
        int first = scope.indexOf(':');
        int last = scope.lastIndexOf(':');
        if (first <= 0 || last == first) {
            return Stream.empty();
        }
        String name = scope.substring(first + 1, last);
        List<String> actions = List.of(scope.substring(last + 1).split(",", MOST));
        return grants(scope.substring(0, first), name, actions);
    }

    /// One entry of a token's `access` claim. The type may carry a class, as in `repository(plugin)`.
    public static Stream<Grant> grants(String type, String name, List<String> actions) {
        String plain = type.contains("(") ? type.substring(0, type.indexOf('(')) : type;
        if (plain.equals("registry")) {
            return name.equals("catalog") && actions.contains("*") ? Stream.of(Grant.CATALOG) : Stream.empty();
        }
        if (!plain.equals("repository") || !RepositoryName.isValid(name)) {
            return Stream.empty();
        }
        return OF_REPOSITORIES.stream()
                .filter(action -> actions.contains("*") || actions.contains(action.text()))
                .map(action -> new Grant(name, action));
    }

    /// One scope for each repository, in the order of their names.
    public static String format(Collection<Grant> grants) {
        var repositories = grants.stream()
                .filter(grant -> !grant.equals(Grant.CATALOG))
                .collect(groupingBy(
                        Grant::repository,
                        TreeMap::new,
                        mapping(grant -> grant.action().text(), joining(","))))
                .entrySet()
                .stream()
                .map(entry -> "repository:" + entry.getKey() + ":" + entry.getValue());
        var catalog = grants.contains(Grant.CATALOG) ? Stream.of(CATALOG) : Stream.<String>empty();
        return Stream.concat(repositories, catalog).collect(joining(" "));
    }
}
