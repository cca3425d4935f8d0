package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Checker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A scenario, and how often each collector runs beside it. With a guard left out its way into the ditch is kept in
/// `target/gc-model`.
record Case(Scenario scenario, boolean tombstones, boolean mortal, List<Integer> runs) {

    static Case onFiles(Scenario scenario, Integer... runs) {
        return new Case(scenario, false, false, List.of(runs));
    }

    static Case onObjects(Scenario scenario, Integer... runs) {
        return new Case(scenario, true, false, List.of(runs));
    }

    /// Its one collector is killed at any step.
    Case killed() {
        return new Case(scenario, tombstones, true, runs);
    }

    Checker.Result check() {
        return check(EnumSet.allOf(Guard.class));
    }

    Checker.Result checkWithout(Guard guard) {
        Checker.Result result = check(EnumSet.complementOf(EnumSet.of(guard)));
        result.finding().ifPresent(finding -> keep(guard, finding));
        return result;
    }

    private Checker.Result check(Set<Guard> guards) {
        Registry registry = tombstones ? Registry.onObjects(guards) : Registry.onFiles(guards);
        scenario.set(registry);
        if (mortal) {
            registry.mortalCollector(runs.getFirst());
        } else {
            runs.forEach(registry::collector);
        }
        return Checker.check(registry.model());
    }

    private void keep(Guard guard, Checker.Finding finding) {
        String name = (tombstones ? "tombstones-" : "files-") + guard.name().toLowerCase(Locale.ROOT) + ".txt";
        try {
            Path folder = Files.createDirectories(Path.of("target", "gc-model"));
            Files.writeString(folder.resolve(name), "Without " + guard + ": " + finding + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        String each = runs.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        return scenario + " beside " + runs.size() + (mortal ? " mortal" : "") + " collectors of " + each + " runs";
    }

    static Optional<String> problem(Checker.Result result) {
        return result.finding().map(Checker.Finding::toString);
    }
}
