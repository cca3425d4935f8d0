/// The volume that holds the images.
@NullMarked
package dev.berth.operator.storage;

import org.jspecify.annotations.NullMarked;
