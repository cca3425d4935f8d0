/// Calls to a running server: whether it answers, and its last garbage collection.
@NullMarked
package dev.berth.operator.endpoint;

import org.jspecify.annotations.NullMarked;
