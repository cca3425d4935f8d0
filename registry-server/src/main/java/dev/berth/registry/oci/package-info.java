/// The vocabulary of the two specifications as values, without I/O.
@NullMarked
package dev.berth.registry.oci;

import org.jspecify.annotations.NullMarked;
