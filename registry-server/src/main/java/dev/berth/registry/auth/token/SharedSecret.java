package dev.berth.registry.auth.token;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.configuration.Reloaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all replicas know: the text of `http.secret`, or the content of `berth.access.secretfile`.
public record SharedSecret(Optional<String> text, Optional<Path> file) {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSecret.class);
    private static final String FILE = "berth.access.secretfile";

    public static SharedSecret from(ConfigurationNode root) {
        Optional<Path> file = root.string(FILE).filter(text -> !text.isEmpty()).map(Path::of);
        Optional<String> text = root.string("http.secret").filter(secret -> !secret.isEmpty());
        if (file.isPresent() && text.isPresent()) {
            throw root.wrong(FILE, "and http.secret are one setting; keep one of them");
        }
        return new SharedSecret(text, file);
    }

    /// Whether tokens outlive this process, and all replicas know them.
    public boolean isShared() {
        return text.isPresent() || file.isPresent();
    }

    /// The key to sign with now, which changes with the file. Throws [ConfigurationException] when that can't be used.
    public Supplier<TokenKey> key(FileWatch watch) {
        if (file.isEmpty()) {
            TokenKey fixed = text.map(TokenKey::of).orElseGet(TokenKey::random);
            return () -> fixed;
        }
        var key = new Reloaded<>(() -> TokenKey.of(read(file.get())), "The old key of tokens stays in use");
        key.follow(watch, List.of(file.get()), _ -> LOG.info("New key of tokens in use"));
        return key::current;
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
