package dev.berth.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What a process has used, as the kernel of Linux counts it.
public record ProcessFigures(double cpuSeconds, long peakBytes) {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int USER_TIME = 11;
    private static final double TICKS = 100;

    public static ProcessFigures of(ProcessHandle process) throws IOException {
        var folder = Path.of("/proc", Long.toString(process.pid()));
        var stat = Files.readString(folder.resolve("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var peak = PEAK.matcher(Files.readString(folder.resolve("status")));
        return new ProcessFigures(
                (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS,
                peak.find() ? Long.parseLong(peak.group(1)) << 10 : 0);
    }

    /// From now on the peak counts anew.
    public static void forgetPeak(ProcessHandle process) throws IOException {
        Files.writeString(Path.of("/proc", Long.toString(process.pid()), "clear_refs"), "5");
    }
}
