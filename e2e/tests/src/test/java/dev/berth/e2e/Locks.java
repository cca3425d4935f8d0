package dev.berth.e2e;

/// What tests that run side by side must share with care.
final class Locks {

    /// The operator's pod and the chart's release: held for writing by tests that stop or change them.
    static final String OPERATOR = "operator";

    private Locks() {}
}
