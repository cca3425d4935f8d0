/// How much the repositories of a rule may hold together, counted without walking the store.
@NullMarked
package dev.berth.registry.quotas;

import org.jspecify.annotations.NullMarked;
