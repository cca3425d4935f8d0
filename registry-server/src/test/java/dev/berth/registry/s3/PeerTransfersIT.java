package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.InstalledPrograms;
import dev.berth.registry.ProcessFigures;
import dev.berth.registry.RegistryClient;
import dev.berth.registry.ServerProcess;
import dev.berth.registry.TestImages;
import dev.berth.registry.storage.s3.bucket.RequestRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What transfers cost on one S3 server, beside distribution on the same. It tells and asserts nothing of that, and
/// runs where a property names the program.
class PeerTransfersIT {
    private static final int PARALLEL = 32;
    private static final long EACH = Long.getLong("transfers.each.mib", 100) << 20;
    private static final long LAYER = Long.getLong("transfers.layer.mib", 1024) << 20;
    private static final int LAYERS = 10;
    private static final long MEGA = 1 << 20;
    private static final double MEBIBYTE = 1 << 20;
    private static final double GIBIBYTE = 1 << 30;

    @TempDir
    private Path folder;

    @Test
    void transfersBesideDistribution() throws Exception {
        var named = System.getProperty("transfers.distribution", "");
        if (named.isEmpty()) {
            InstalledPrograms.skip("transfers of a peer", "-Dtransfers.distribution names no program");
        }
        var service = ObjectServers.VERSITYGW.running();
        try (var proxy = new RequestRecorder(service.port())) {
            measure("distribution", new Peer(Path.of(named), folder), service, proxy);
            measure("Berth", new Own(folder), service, proxy);
        }
    }

    private interface Subject {
        ServerProcess start(int port, String bucket) throws IOException;
    }

    private record Peer(Path program, Path folder) implements Subject {
        @Override
        public ServerProcess start(int port, String bucket) throws IOException {
            var config = Files.writeString(folder.resolve("distribution.yml"), configuration(port, bucket));
            return ServerProcess.start(
                    List.of(program.toString(), "serve", config.toString()), folder.resolve("distribution.log"));
        }
    }

    /// With the options of the image, and as much heap as its default of memory leaves.
    private record Own(Path folder) implements Subject {
        @Override
        public ServerProcess start(int port, String bucket) throws IOException {
            var config = Files.writeString(folder.resolve("berth.yml"), configuration(port, bucket));
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            Files.readAllLines(Path.of("src/main/image/java.options")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("-") && !line.contains("MaxRAMPercentage"))
                    .forEach(command::add);
            command.addAll(List.of("-Xmx154m", "-jar", "target/registry-server.jar", "serve", config.toString()));
            return ServerProcess.start(command, folder.resolve("berth.log"));
        }
    }

    private static String configuration(int port, String bucket) {
        return """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: true}
                  s3: {regionendpoint: 'http://127.0.0.1:%d', region: us-east-1, forcepathstyle: true, secure: false, bucket: '%s', accesskey: '%s', secretkey: '%s'}
                http: {secret: shared}
                """.formatted(port, bucket, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY);
    }

    private static void measure(String name, Subject subject, ObjectServer service, RequestRecorder proxy)
            throws Exception {
        var bucket = TestBucket.make(service);
        try (var server = subject.start(service.port(), bucket);
                var client = new StreamingClient(server.port())) {
            var measured = new Measured(name, server);
            client.push("warm/up", -1, MEGA, true);
            client.pull("warm/up", client.push("warm/up", -2, MEGA, false));
            measured.tell("push 32 at once", EACH * PARALLEL, () -> pushAll(client));
            measured.tell("push, digest last", LAYER, () -> client.push("one/layer", 100, LAYER, false));
            makeRoom(service.data().resolve(bucket));
            var digest = new String[1];
            measured.tell("push, digest first", LAYER, () -> digest[0] = client.push("one/layer", 101, LAYER, true));
            measured.tell("pull", LAYER, () -> client.pull("one/layer", digest[0]));
        }
        makeRoom(service.data().resolve(bucket));
        try (var server = subject.start(proxy.port(), bucket);
                var client = server.client()) {
            pushImage(client, "first");
            proxy.clear();
            pushImage(client, "second");
            System.out.printf("%-14s requests for an image of %d layers: %s%n", name, LAYERS, told(proxy.counts()));
        }
    }

    /// The layers may be larger than what two of them leave of the disk.
    private static void makeRoom(Path bucket) throws IOException {
        try (var files =
                Files.find(bucket, Integer.MAX_VALUE, (_, file) -> file.isRegularFile() && file.size() >= EACH)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
    }

    private static String told(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum() + " " + counts;
    }

    private static String pushAll(StreamingClient client) throws Exception {
        try (var threads = Executors.newFixedThreadPool(PARALLEL)) {
            var running = new ArrayList<Future<String>>();
            for (int number = 0; number < PARALLEL; number++) {
                int seed = number;
                running.add(threads.submit(() -> client.push("many/layers", seed, EACH, false)));
            }
            for (var each : running) {
                each.get();
            }
        }
        return "";
    }

    private static void pushImage(RegistryClient client, String seed) throws IOException {
        var layers = new byte[LAYERS][];
        for (int number = 0; number < LAYERS; number++) {
            layers[number] = TestImages.layer(seed + number);
            client.pushInPieces("ten/layers", layers[number], layers[number].length);
        }
        client.pushInPieces("ten/layers", TestImages.config(seed), Integer.MAX_VALUE >> 1);
        client.pushManifest("ten/layers", seed, TestImages.image(TestImages.config(seed), layers));
    }

    /// One server whose work is told line by line.
    private record Measured(String name, ServerProcess server) {
        void tell(String what, long bytes, Callable<String> work) throws Exception {
            var handle = server.process().toHandle();
            ProcessFigures.forgetPeak(handle);
            var before = ProcessFigures.of(handle);
            long start = System.nanoTime();
            assertThat(work.call()).isNotNull();
            double seconds = (System.nanoTime() - start) / 1e9;
            var after = ProcessFigures.of(handle);
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %-20s %7.0f MiB %8.1f s %8.1f MiB/s %6.2f CPU s/GiB  peak RSS %5.0f MiB%n",
                    name,
                    what,
                    bytes / MEBIBYTE,
                    seconds,
                    bytes / MEBIBYTE / seconds,
                    (after.cpuSeconds() - before.cpuSeconds()) / (bytes / GIBIBYTE),
                    after.peakBytes() / MEBIBYTE);
        }
    }
}
