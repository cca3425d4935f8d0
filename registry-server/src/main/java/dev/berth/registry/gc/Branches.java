package dev.berth.registry.gc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Walks parts of a tree at the same time, as many as the storage can answer at once.
final class Branches {
    private Branches() {}

    /// Throws what the first of those that failed did, once all have ended.
    static void walk(List<Runnable> branches, int atATime) {
        if (atATime == 1) {
            branches.forEach(Runnable::run);
            return;
        }
        var permits = new Semaphore(atATime);
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            branches.forEach(branch -> running.add(threads.submit(() -> {
                permits.acquireUninterruptibly();
                try {
                    branch.run();
                } finally {
                    permits.release();
                }
            })));
        }
        running.forEach(Branches::require);
    }

    private static void require(Future<?> ended) {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
