package dev.berth.registry.netty.traffic;

/// Hears of every request on the thread of its connection, so it must be quick and must not fail.
public interface RequestObserver {

    void started();

    void finished(FinishedRequest request);
}
