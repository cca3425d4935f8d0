package dev.berth.registry.auth.token;

import dev.berth.registry.auth.rules.Grant;
import java.util.Set;

/// Whom a token was given to (empty for nobody in particular) and for what.
public record Holder(String user, Set<Grant> grants) {}
