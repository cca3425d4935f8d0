/// Users: their passwords, the htpasswd file and the pull secret.
@NullMarked
package dev.berth.operator.auth;

import org.jspecify.annotations.NullMarked;
