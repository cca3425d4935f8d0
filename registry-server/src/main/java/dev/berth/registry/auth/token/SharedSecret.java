package dev.berth.registry.auth.token;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What all replicas know: the text of `http.secret`, or the content of `berth.access.secretfile`.
public record SharedSecret(Optional<String> text, Optional<Path> file) {
    private static final String FILE = "berth.access.secretfile";

    public static SharedSecret from(ConfigurationNode root) {
        Optional<Path> file = root.string(FILE).filter(text -> !text.isEmpty()).map(Path::of);
        Optional<String> text = root.string("http.secret").filter(secret -> !secret.isEmpty());
        if (file.isPresent() && text.isPresent()) {
            throw root.wrong(FILE, "and http.secret are one setting; keep one of them");
        }
        return new SharedSecret(text, file);
    }

    /// Reads the file anew. Throws [ConfigurationException] when it can't be used now.
    public TokenKey key() {
        return TokenKey.from(file.map(SharedSecret::read).or(() -> text));
    }

    private static String read(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new ConfigurationException(FILE + " names " + file + ", which is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new ConfigurationException(FILE + " names " + file + ", which cannot be read as text");
        }
    }
}
