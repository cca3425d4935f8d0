package dev.berth.registry;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/// What a command reads from and writes to.
record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    static Console ofProcess() {
        return new Console(System.in, System.out, System.err, System.getenv());
    }
}
