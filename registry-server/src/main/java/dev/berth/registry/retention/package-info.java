/// Which tags of a repository stay: rules over their names, the times they were pushed and pulled, and their number.
@NullMarked
package dev.berth.registry.retention;

import org.jspecify.annotations.NullMarked;
