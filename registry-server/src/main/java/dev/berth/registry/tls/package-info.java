/// Loads the server's certificate and key, checks that they belong together, and takes over new ones while serving.
@NullMarked
package dev.berth.registry.tls;

import org.jspecify.annotations.NullMarked;
