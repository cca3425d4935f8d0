/// Renders the chart with the real helm and checks what comes out.
@NullMarked
package dev.berth.helm;

import org.jspecify.annotations.NullMarked;
