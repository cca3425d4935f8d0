/// Reads distribution's `config.yml` and the `REGISTRY_*` variables into one checked tree of settings.
@NullMarked
package dev.berth.registry.configuration;

import org.jspecify.annotations.NullMarked;
