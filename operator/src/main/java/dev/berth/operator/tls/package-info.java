/// Certificates: the registry's own authority, its leaf, or the user's Secret.
@NullMarked
package dev.berth.operator.tls;

import org.jspecify.annotations.NullMarked;
