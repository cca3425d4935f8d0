/// Tags of a repository: where they point, and their list.
@NullMarked
package dev.berth.registry.tags;

import org.jspecify.annotations.NullMarked;
