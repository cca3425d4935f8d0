package dev.berth.registry;

import dev.berth.registry.auth.htpasswd.Bcrypt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Prints one line of a user file. The password comes by standard input, since arguments are seen by others.
final class HtpasswdCommand implements Command {
    private static final int LONGEST = 4096;
    private final Console console;

    HtpasswdCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new UsageException("htpasswd takes the name of one user");
        }
        String user = arguments.getFirst();
        if (user.isEmpty() || user.startsWith("#") || user.chars().anyMatch(c -> c == ':' || c < ' ')) {
            throw new UsageException("a user's name must not be empty, start with # or hold a colon");
        }
        String password = password();
        if (password.isEmpty()) {
            throw new UsageException("no password came by standard input");
        }
        console.out().println(user + ":" + Bcrypt.hash(password));
        return DONE;
    }

    private String password() {
        try {
            String input = new String(console.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
            return input.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
