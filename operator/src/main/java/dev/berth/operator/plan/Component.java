package dev.berth.operator.plan;

/// The part of a registry that an object belongs to.
public enum Component {
    SERVER("server"),
    STORAGE("storage"),
    AUTH("auth"),
    USER("user"),
    TLS("tls"),
    EXPOSURE("exposure"),
    GARBAGE_COLLECTION("garbage-collection"),
    AVAILABILITY("availability"),
    MONITORING("monitoring");

    private final String label;

    Component(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
