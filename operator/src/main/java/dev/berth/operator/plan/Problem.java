package dev.berth.operator.plan;

/// Something that is in the way: what it is about, one word for the cause, a sentence with the cure, and who brings it.
public record Problem(Aspect about, String reason, String message, Cure cure) {
    /// What it takes to get over a problem.
    public enum Cure {
        PERSON,
        TIME
    }

    /// A problem that a person has to mend.
    public Problem(Aspect about, String reason, String message) {
        this(about, reason, message, Cure.PERSON);
    }
}
