package dev.berth.registry.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Which process an event comes from: its machine and port, and a name that changes with each start.
record Source(String address, String instance) {

    static Source of(int port, String instance) {
        return new Source(host() + ":" + port, instance);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("addr", address).put("instanceID", instance);
    }
}
