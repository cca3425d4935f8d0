package dev.berth.operator.plan;

/// Something a person has to mend: what it is about, one word for the cause, and a sentence with the cure.
public record Problem(Aspect about, String reason, String message) {}
