package dev.berth.registry.auth;

import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.http.Needs;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.List;
import java.util.stream.Stream;

/// What a request needs, told by the endpoint that it was routed to and the repository that this endpoint will see: no
/// second reading of the path that could differ from the first.
final class RequiredGrants {
    private static final String REPOSITORY = "name";

    private RequiredGrants() {}

    static List<Grant> of(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request).map(RequiredGrants::of).orElse(List.of());
    }

    /// A malformed name needs no more than a login, for its endpoint refuses it anyway.
    private static List<Grant> of(RouteMatch<?> route) {
        Action[] actions = route.getAnnotationMetadata().enumValues(Needs.class, Action.class);
        if (List.of(actions).equals(List.of(Action.CATALOG))) {
            return List.of(Grant.CATALOG);
        }
        String name = String.valueOf(route.getVariableValues().get(REPOSITORY));
        return RepositoryName.isValid(name)
                ? Stream.of(actions).map(action -> new Grant(name, action)).toList()
                : List.of();
    }
}
