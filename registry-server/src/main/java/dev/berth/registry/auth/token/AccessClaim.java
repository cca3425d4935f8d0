package dev.berth.registry.auth.token;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.auth.rules.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The claim `access` of a token: a list of `{type, name, actions}`. Distribution's token specification.
final class AccessClaim {
    static final String NAME = "access";

    private AccessClaim() {}

    static List<Map<String, Object>> of(Set<Grant> grants) {
        var repositories = grants.stream()
                .filter(grant -> !grant.equals(Grant.CATALOG))
                .collect(groupingBy(
                        Grant::repository, mapping(grant -> grant.action().text(), toList())))
                .entrySet()
                .stream()
                .map(entry -> entry("repository", entry.getKey(), entry.getValue()));
        var catalog = grants.contains(Grant.CATALOG)
                ? Stream.of(entry("registry", "catalog", List.of("*")))
                : Stream.<Map<String, Object>>empty();
        return Stream.concat(repositories, catalog).toList();
    }

    private static Map<String, Object> entry(String type, String name, List<String> actions) {
        return Map.of("type", type, "name", name, "actions", actions);
    }

    /// What can be read of it; the rest grants nothing.
    static Set<Grant> read(JWTClaimsSet claims) {
        return claims.getClaim(NAME) instanceof List<?> list
                ? list.stream().flatMap(AccessClaim::grants).collect(toSet())
                : Set.of();
    }

    private static Stream<Grant> grants(Object entry) {
        return entry instanceof Map<?, ?> map
                        && map.get("type") instanceof String type
                        && map.get("name") instanceof String name
                        && map.get("actions") instanceof List<?> actions
                ? Scopes.grants(
                        type, name, actions.stream().map(String::valueOf).toList())
                : Stream.empty();
    }
}
