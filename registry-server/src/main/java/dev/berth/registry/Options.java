package dev.berth.registry;

import dev.berth.registry.configuration.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options of a command line, `--name value` or `--name=value`, flags without a value, and the rest.
record Options(Map<String, String> values, List<String> rest) {

    static Options parse(List<String> arguments, Set<String> flags, Set<String> valued) {
        Map<String, String> values = new HashMap<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.split("=", 2)[0];
            boolean inline = argument.contains("=");
            if (!argument.startsWith("-")) {
                rest.add(argument);
            } else if (flags.contains(argument)) {
                values.put(argument, "true");
            } else if (valued.contains(name) && (inline || i + 1 < arguments.size())) {
                values.put(name, inline ? argument.substring(name.length() + 1) : arguments.get(++i));
            } else {
                throw new UsageException(
                        valued.contains(name) ? name + " needs a value" : name + " is not an option here");
            }
        }
        return new Options(Map.copyOf(values), List.copyOf(rest));
    }

    boolean has(String... names) {
        return Set.of(names).stream().anyMatch(values::containsKey);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return value(name).orElseThrow(() -> new UsageException(name + " is missing"));
    }

    Duration duration(String name, Duration fallback) {
        return value(name)
                .map(text -> GoDuration.parse(text)
                        .orElseThrow(() -> new UsageException(
                                name + " must be a duration such as 24h or 1h30m, not \"" + text + "\"")))
                .orElse(fallback);
    }

    int number(String name, int fallback) {
        return value(name)
                .map(text -> {
                    if (!text.matches("\\d{1,9}")) {
                        throw new UsageException(name + " must be a number from 0 on, not \"" + text + "\"");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(fallback);
    }
}
