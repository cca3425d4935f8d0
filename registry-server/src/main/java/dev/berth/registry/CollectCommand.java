package dev.berth.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.registry.maintenance.MaintenanceClient;
import dev.berth.registry.maintenance.MaintenanceClient.Answer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Asks a running registry to collect its garbage, follows the run and prints its report. What a job of a cluster runs.
final class CollectCommand implements Command {
    private static final Duration UNREACHABLE_FOR = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int LOST_AT_MOST = 10;

    private final Console console;

    CollectCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.parse(
                arguments,
                Set.of("--delete-untagged", "--dry-run"),
                Set.of("--url", "--token-file", "--pin-certificate", "--min-age", "--hold", "--max-rate", "--timeout"));
        Duration timeout = options.duration("--timeout", Duration.ofHours(6));
        String body = body(options);
        URI url = URI.create(options.required("--url"));
        Path token = Path.of(options.required("--token-file"));
        if (!Files.isReadable(token) || !options.rest().isEmpty()) {
            throw new UsageException(
                    options.rest().isEmpty()
                            ? "the token file " + token + " cannot be read"
                            : "collect takes options only");
        }
        try (MaintenanceClient client = new MaintenanceClient(
                url, token, options.value("--pin-certificate").map(Path::of))) {
            return follow(client, body, System.nanoTime() + timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        } catch (IOException e) {
            return fail("the registry could not be reached: " + e);
        }
    }

    private int follow(MaintenanceClient client, String body, long deadline) throws IOException, InterruptedException {
        Answer run = patiently(() -> begin(client, body));
        int lost = 0;
        while (System.nanoTime() < deadline) {
            String id = run.text("id");
            switch (run.status()) {
                case 200, 202 -> {
                    if (!run.text("state").equals("Running")) {
                        return finish(run.json());
                    }
                    console.out().println(CollectionProgress.of(run.json()));
                    run = afterPause(() -> client.show(id));
                }
                case 409 -> {
                    console.out().println("Another collection is running; waiting for its end");
                    run = afterPause(() -> begin(client, body));
                }
                case 423 -> {
                    console.out().println("No collection while the registry moves to another storage");
                    return DONE;
                }
                case 404 -> {
                    if (++lost > LOST_AT_MOST) {
                        return fail("the registry knows nothing of this collection, time and again");
                    }
                    console.err().println("The registry was restarted, or another replica answers now; asking anew");
                    run = afterPause(() -> begin(client, body));
                }
                default -> {
                    return fail("the registry answered " + run.status() + " " + run.json());
                }
            }
        }
        return fail("the collection did not end in time");
    }

    private static Answer begin(MaintenanceClient client, String body) throws IOException, InterruptedException {
        Answer answer = client.start(body);
        if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new UsageException("nothing at --url takes collections; it must be the registry's own address, that"
                    + " of http.addr and not of http.debug.addr");
        }
        return answer;
    }

    private interface Call {
        Answer make() throws IOException, InterruptedException;
    }

    private Answer afterPause(Call call) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        return patiently(call);
    }

    /// A server may be starting, or still show the certificate that was in force before the pinned one.
    private Answer patiently(Call call) throws IOException, InterruptedException {
        long end = System.nanoTime() + UNREACHABLE_FOR.toNanos();
        while (true) {
            try {
                return call.make();
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                console.err().println("Trying again: " + e);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private int finish(JsonNode run) {
        run.path("problems").forEach(problem -> console.err().println("Problem: " + problem.asText()));
        console.out().println(run);
        return run.path("state").asText().equals("Succeeded") ? DONE : FAILED;
    }

    private int fail(String sentence) {
        console.err().println("registry-server: " + sentence);
        return FAILED;
    }

    /// What is not given is left to the server.
    private static String body(Options options) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("dryRun", options.has("--dry-run"));
        if (options.has("--delete-untagged")) {
            body.put("deleteUntagged", true);
        }
        if (options.has("--max-rate")) {
            body.put("maxRate", options.number("--max-rate", 0));
        }
        putDuration(body, "minAge", options, "--min-age");
        putDuration(body, "hold", options, "--hold");
        return body.toString();
    }

    private static void putDuration(ObjectNode body, String field, Options options, String option) {
        options.duration(option, Duration.ZERO);
        options.value(option).ifPresent(text -> body.put(field, text));
    }
}
