/// Bearer tokens: Berth's own token service, and tokens of an outside one.
@NullMarked
package dev.berth.registry.auth.token;

import org.jspecify.annotations.NullMarked;
