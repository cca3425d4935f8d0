/// The API that starts garbage collections and shows them, behind a token of its own.
@NullMarked
package dev.berth.registry.maintenance;

import org.jspecify.annotations.NullMarked;
