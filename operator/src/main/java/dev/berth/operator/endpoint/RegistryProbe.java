package dev.berth.operator.endpoint;

/// Asks a server whether it serves the registry API. It sends no credentials.
@FunctionalInterface
public interface RegistryProbe {
    /// Never throws: a failure is an answer.
    Answer ask(Target target);
}
