/// The list of repositories.
@NullMarked
package dev.berth.registry.catalog;

import org.jspecify.annotations.NullMarked;
