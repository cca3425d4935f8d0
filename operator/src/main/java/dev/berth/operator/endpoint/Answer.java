package dev.berth.operator.endpoint;

/// What came of asking a server for `/v2/`.
public sealed interface Answer {
    /// The registry answered.
    record Answering() implements Answer {}

    /// Nobody, or somebody else, answered.
    record Silent(String cause) implements Answer {}

    default boolean answering() {
        return this instanceof Answering;
    }
}
