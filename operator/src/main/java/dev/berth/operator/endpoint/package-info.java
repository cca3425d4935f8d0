/// Calls to a running server: whether it answers, its last garbage collection, and its move to another storage.
@NullMarked
package dev.berth.operator.endpoint;

import org.jspecify.annotations.NullMarked;
