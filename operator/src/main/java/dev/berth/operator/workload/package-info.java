/// The server's pods, their configuration and the Service in front of them.
@NullMarked
package dev.berth.operator.workload;

import org.jspecify.annotations.NullMarked;
