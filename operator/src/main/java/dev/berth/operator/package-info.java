/// The operator: its main class and settings.
@NullMarked
package dev.berth.operator;

import org.jspecify.annotations.NullMarked;
