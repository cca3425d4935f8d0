package dev.berth.registry.auth.rules;

import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryPattern;
import java.util.List;
import java.util.Set;

/// Lets some callers do some things to some repositories. `*` among the users stands for everybody with a login.
public record Rule(Set<String> users, boolean anonymous, List<RepositoryPattern> repositories, Set<Action> actions) {

    boolean allows(String user, Grant grant) {
        return actions.contains(grant.action()) && isFor(user) && covers(grant);
    }

    boolean isFor(String user) {
        return user.isEmpty() ? anonymous : users.contains("*") || users.contains(user);
    }

    private boolean covers(Grant grant) {
        return grant.equals(Grant.CATALOG)
                || repositories.stream().anyMatch(pattern -> pattern.matches(grant.repository()));
    }
}
