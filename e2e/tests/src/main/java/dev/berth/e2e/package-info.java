/// Berth seen from outside: its images and chart on a real cluster, used by real clients.
@NullMarked
package dev.berth.e2e;

import org.jspecify.annotations.NullMarked;
