package dev.berth.registry.http;

import dev.berth.registry.oci.Action;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the caller of an endpoint must be allowed to do to the repository in its path. Every endpoint below `/v2/` says
/// so, but the one that only tells that a registry is here.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    Action[] value();
}
