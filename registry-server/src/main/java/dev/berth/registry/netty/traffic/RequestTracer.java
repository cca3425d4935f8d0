package dev.berth.registry.netty.traffic;

/// Follows requests across programs. Called on the thread of a connection, so it must be quick and must not fail.
public interface RequestTracer {

    /// One request's part of a trace.
    interface Trace {
        /// Empty for a request that is not followed.
        String id();

        void finished(FinishedRequest request);
    }

    Trace started(ArrivedRequest request);
}
