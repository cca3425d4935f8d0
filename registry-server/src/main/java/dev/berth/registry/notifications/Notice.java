package dev.berth.registry.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One event in distribution's form, with what decides who gets it. The object is what it happened to: a blob,
/// a manifest or a tag. The media type is empty for what is gone.
record Notice(String object, String action, String mediaType, String registry, ObjectNode event) {
    private static final String ENVELOPE = "application/vnd.docker.distribution.events.v2+json";
    private static final String CLOUD_EVENT = "application/cloudevents+json";

    /// What is kept in a queue: the body to send and its type, so that a queue outlives a change of the form.
    ObjectNode message(boolean cloudEvent) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("contentType", cloudEvent ? CLOUD_EVENT : ENVELOPE);
        return message.set("body", cloudEvent ? cloudEvent() : envelope());
    }

    private ObjectNode envelope() {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.putArray("events").add(event);
        return envelope;
    }

    /// CloudEvents 1.0, structured. The source is the registry as its clients know it.
    private ObjectNode cloudEvent() {
        ObjectNode wrapped = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", event.path("id").asText())
                .put("source", registry)
                .put("type", "dev.berth.registry." + object + "." + action)
                .put("time", event.path("timestamp").asText())
                .put("subject", subject())
                .put("datacontenttype", "application/json");
        return wrapped.set("data", event);
    }

    private String subject() {
        var target = event.path("target");
        String tag = target.path("tag").asText();
        return target.path("repository").asText()
                + (tag.isEmpty() ? "@" + target.path("digest").asText() : ":" + tag);
    }
}
