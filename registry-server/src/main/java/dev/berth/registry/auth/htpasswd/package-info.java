/// Users with passwords, from an htpasswd file.
@NullMarked
package dev.berth.registry.auth.htpasswd;

import org.jspecify.annotations.NullMarked;
