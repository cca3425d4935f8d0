/// Sends what happens in the registry to the endpoints of the configuration, through queues that survive restarts.
@NullMarked
package dev.berth.registry.notifications;

import org.jspecify.annotations.NullMarked;
