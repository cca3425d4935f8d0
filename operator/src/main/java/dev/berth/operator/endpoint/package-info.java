/// Calls to a running server: whether it answers, what is in its way, and what its maintenance API tells.
@NullMarked
package dev.berth.operator.endpoint;

import org.jspecify.annotations.NullMarked;
