package dev.berth.registry.configuration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where to listen, as Go writes it: `:5000`, `127.0.0.1:5000`, `[::1]:5000`. No host means every interface, port 0 any
/// free port.
public record ListenAddress(Optional<String> host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:]*)):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    /// Empty when the key is absent.
    public static Optional<ListenAddress> from(ConfigurationNode root, String key) {
        return root.string(key)
                .filter(text -> !text.isEmpty())
                .map(text -> parse(text)
                        .orElseThrow(() -> root.wrong(
                                key, "must be host:port or :port, such as :5000 or [::1]:5000, not \"" + text + "\"")));
    }

    private static Optional<ListenAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(3)) > LAST_PORT) {
            return Optional.empty();
        }
        String host = form.group(1) != null ? form.group(1) : form.group(2);
        return Optional.of(
                new ListenAddress(Optional.of(host).filter(name -> !name.isEmpty()), Integer.parseInt(form.group(3))));
    }

    @Override
    public String toString() {
        String name = host.orElse("");
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
