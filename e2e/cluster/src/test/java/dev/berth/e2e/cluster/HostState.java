package dev.berth.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a cluster may leave behind on its host: processes, mounts, network links and namespaces, packet rules, cgroups,
/// kernel settings.
record HostState(Set<String> traces) {

    static HostState now(Path clusterFolder) {
        var traces = new TreeSet<String>();
        traces.addAll(processesOf(clusterFolder));
        traces.addAll(lines("mount", Path.of("/proc/self/mounts")));
        traces.addAll(children("link", "/sys/class/net"));
        traces.addAll(children("network namespace", "/run/netns"));
        traces.addAll(children("shim socket", "/run/containerd/s"));
        traces.addAll(children("log", "/var/log/containers"));
        traces.addAll(children("network record", "/var/lib/cni/results"));
        for (var hierarchy : List.of("memory", "cpu", "pids", "unified", "systemd")) {
            traces.addAll(children("cgroup", "/sys/fs/cgroup/" + hierarchy + "/kubepods"));
        }
        for (var family : List.of("iptables-save", "ip6tables-save")) {
            traces.addAll(rules(family));
        }
        for (var name :
                List.of("net/ipv4/ip_forward", "vm/overcommit_memory", "kernel/panic", "kernel/panic_on_oops")) {
            traces.addAll(lines(name, Path.of("/proc/sys", name)));
        }
        return new HostState(traces);
    }

    /// What is here and was not there before.
    Set<String> since(HostState before) {
        return traces.stream().filter(trace -> !before.traces.contains(trace)).collect(Collectors.toSet());
    }

    private static Set<String> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()) || line.startsWith("/program"))
                .map(line -> "process " + line)
                .collect(Collectors.toSet());
    }

    private static Set<String> children(String kind, String folder) {
        var path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> kind + " " + entry).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> lines(String kind, Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> kind + " " + line)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> rules(String family) {
        return new Command(family)
                .run()
                .lines()
                .filter(line -> line.startsWith("-A") || line.contains(" - ["))
                .map(line -> family + " " + line.replaceAll("\\[.*", ""))
                .collect(Collectors.toSet());
    }
}
