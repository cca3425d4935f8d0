/// Answers that are sent from storage to the socket without being held in memory.
@NullMarked
package dev.berth.registry.netty.transfer;

import org.jspecify.annotations.NullMarked;
