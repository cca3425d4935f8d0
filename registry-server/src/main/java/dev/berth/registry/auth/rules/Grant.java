package dev.berth.registry.auth.rules;

import dev.berth.registry.oci.Action;

/// One action on one repository. The catalog belongs to no repository: its name is empty.
public record Grant(String repository, Action action) {
    public static final Grant CATALOG = new Grant("", Action.CATALOG);
}
