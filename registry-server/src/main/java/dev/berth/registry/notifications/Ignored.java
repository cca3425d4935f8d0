package dev.berth.registry.notifications;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.MediaType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of events that an endpoint does not want.
record Ignored(Set<String> mediaTypes, Set<String> actions) {
    private static final List<String> ACTIONS = List.of("push", "pull", "mount", "delete");

    static Ignored from(ConfigurationNode section) {
        List<String> actions = section.strings("ignore.actions");
        actions.stream().filter(action -> !ACTIONS.contains(action)).findFirst().ifPresent(action -> {
            throw section.wrong(
                    "ignore.actions", "names \"" + action + "\"; choose from " + String.join(", ", ACTIONS));
        });
        return new Ignored(
                Stream.concat(
                                section.strings("ignoredmediatypes").stream(),
                                section.strings("ignore.mediatypes").stream())
                        .map(type -> MediaType.parse(type).value())
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(actions));
    }

    boolean covers(Notice notice) {
        return actions.contains(notice.action()) || mediaTypes.contains(notice.mediaType());
    }
}
