package dev.berth.e2e.kubernetes;

/// One condition of a resource's status.
public record Condition(String type, String status, String reason, String message) {

    @Override
    public String toString() {
        return "%s=%s (%s) %s".formatted(type, status, reason, message).strip();
    }
}
