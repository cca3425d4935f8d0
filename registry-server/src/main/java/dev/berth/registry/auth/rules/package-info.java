/// Who may do what to which repository.
@NullMarked
package dev.berth.registry.auth.rules;

import org.jspecify.annotations.NullMarked;
