package dev.berth.registry.gc.soak;

import dev.berth.registry.gc.soak.Tally.Count;
import dev.berth.registry.gc.soak.Tally.Timed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Pushes, moves, pulls and deletes the tags of a repository of its own, whose layers others have too, and knows what
/// must be there. What was cut off by a kill is done again until the answer is clear.
final class SoakingClient {
    private static final int TAGS = 12;
    private static final int ATTEMPTS = 20;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(Integer.getInteger("soak.pause", 20));
    private static final long AFTER_CUT = TimeUnit.MILLISECONDS.toNanos(250);
    private final Soak soak;
    private final int number;
    private final Random random;
    private final Map<String, Image> acknowledged = new TreeMap<>();
    private int pushes;

    SoakingClient(Soak soak, int number, long seed) {
        this.soak = soak;
        this.number = number;
        this.random = new Random(seed + number);
    }

    private String repository() {
        return repository(number);
    }

    private static String repository(int client) {
        return "soak/client" + client;
    }

    void run(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            String tag = "t" + random.nextInt(TAGS);
            Image image = acknowledged.get(tag);
            int dice = random.nextInt(10);
            if (image == null || dice < 4) {
                push(tag);
            } else if (dice < 8) {
                pull(tag, image);
            } else {
                delete(tag, image, dice == 8);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /// The tag leads to what it did or to the new image until the push is answered, so it is pushed until it is.
    private void push(String tag) {
        Image image = Image.random(number + "-" + pushes++, random);
        String lender = repository(random.nextInt(Soak.CLIENTS));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<String> refused = ask(Timed.PUSH, each -> each.push(repository(), tag, image, lender));
            if (refused.isEmpty()) {
                soak.tally().add(Count.PUSHES_ACKNOWLEDGED);
                if (acknowledged.put(tag, image) != null) {
                    soak.tally().add(Count.TAGS_MOVED);
                }
                return;
            }
            soak.tally().add(Count.PUSHES_REFUSED);
        }
        acknowledged.remove(tag);
    }

    private void pull(String tag, Image image) {
        Optional<String> problem = ask(Timed.PULL, each -> each.verify(repository(), tag, image));
        problem.ifPresentOrElse(
                what -> {
                    soak.tally().broken("while it ran: " + what);
                    acknowledged.remove(tag);
                },
                () -> soak.tally().add(Count.PULLS_VERIFIED));
    }

    /// The manifest goes only when no other tag of this client needs it, which none does: each has a config of its own.
    private void delete(String tag, Image image, boolean whole) {
        acknowledged.remove(tag);
        String reference = whole ? image.manifest().digest().toString() : tag;
        ask(Timed.PULL, each -> {
            each.delete(repository(), reference);
            return Optional.empty();
        });
        soak.tally().add(whole ? Count.MANIFESTS_DELETED : Count.TAGS_DELETED);
    }

    private interface Request {
        Optional<String> send(Connection connection) throws IOException;
    }

    /// Again in a moment when it was cut off; a registry that runs and cuts off every answer has none. One that was
    /// killed takes no connections some time before its process is gone.
    private Optional<String> ask(Timed timed, Request request) {
        for (int cut = 1; ; cut++) {
            boolean beside = soak.tally().isCollecting();
            long start = System.nanoTime();
            try {
                Optional<String> answer = request.send(new Connection(soak.connect(), soak.tally()));
                soak.tally().took(timed, System.nanoTime() - start, beside);
                return answer;
            } catch (IOException e) {
                soak.tally().add(Count.CUT_OFF);
                if (soak.isRunning() && cut >= ATTEMPTS) {
                    return Optional.of("cut off each time: " + e);
                }
                LockSupport.parkNanos(AFTER_CUT);
                soak.awaitServer();
            }
        }
    }

    /// A pull of everything, when all is quiet.
    void pullAll() {
        for (Map.Entry<String, Image> each : List.copyOf(acknowledged.entrySet())) {
            soak.tally().add(Count.LIVE_IN_THE_END);
            ask(Timed.PULL, connection -> connection.verify(repository(), each.getKey(), each.getValue()))
                    .ifPresent(what -> soak.tally().broken("in the end: " + what));
        }
    }
}
