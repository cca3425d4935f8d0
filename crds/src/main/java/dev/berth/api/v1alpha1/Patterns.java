package dev.berth.api.v1alpha1;

/// Forms of text that several fields share.
final class Patterns {
    /// Names of repositories, with `*` and `**`.
    static final String REPOSITORIES = "^[a-z0-9._/*-]+$";

    /// Tags, with `*`.
    static final String TAGS = "^[A-Za-z0-9_.*-]+$";

    /// A length of time in days, hours, minutes and seconds.
    static final String SPAN = "^([0-9]{1,5}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$";

    private Patterns() {}
}
