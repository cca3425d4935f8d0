/// Decides who may do what before a request is routed: one filter, one policy, one kind of decision.
@NullMarked
package dev.berth.registry.auth;

import org.jspecify.annotations.NullMarked;
