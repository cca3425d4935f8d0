package dev.berth.e2e.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/// A running `kubectl port-forward` to a Service, on a loopback port that was free. Ends with the pod it chose.
public final class PortForward implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) .*");

    private final Process process;
    private final int port;

    private PortForward(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static PortForward open(Kubectl kubectl, String namespace, String service, int servicePort) {
        var process = kubectl.program(
                        "--namespace",
                        namespace,
                        "port-forward",
                        "--address",
                        "127.0.0.1",
                        "service/" + service,
                        ":" + servicePort)
                .start();
        return new PortForward(process, readPort(process));
    }

    public String host() {
        return "localhost:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }

    // The rest of the output must be read too: a full pipe would stop the program.
    private static int readPort(Process process) {
        try {
            var output = process.inputReader();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                var ready = READY.matcher(line);
                if (ready.matches()) {
                    Thread.ofVirtual().start(() -> drain(output));
                    Thread.ofVirtual().start(() -> drain(process.errorReader()));
                    return Integer.parseInt(ready.group(1));
                }
            }
            throw new IllegalStateException("port-forward ended: "
                    + String.join("\n", process.errorReader().lines().toList()));
        } catch (IOException e) {
            process.destroy();
            throw new UncheckedIOException("could not read what port-forward said", e);
        }
    }

    private static void drain(BufferedReader output) {
        output.lines().forEach(_ -> {});
    }
}
