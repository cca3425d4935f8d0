package dev.berth.registry.auth.htpasswd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A user file where none is, with one user, as distribution makes it. The password stands in a file beside it that
/// only its owner reads; the log tells where, and not what it is.
public final class FirstUser {
    private static final Logger LOG = LoggerFactory.getLogger(FirstUser.class);
    private static final String NAME = "docker";
    private static final int PASSWORD_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private FirstUser() {}

    /// Does nothing where a file is, and nothing where none can be written: then whoever reads it says so.
    public static void provide(HtpasswdConfig config) {
        Path file = config.path().toAbsolutePath();
        if (Files.exists(file)) {
            return;
        }
        String password = password();
        Path told = file.resolveSibling(file.getFileName() + ".first-password");
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()), FOR_OWNER_FOLDER);
            write(told, password);
            write(file, NAME + ":" + Bcrypt.hash(password) + "\n");
        } catch (IOException _) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("user", NAME)
                .addKeyValue("passwordfile", told)
                .log("auth.htpasswd.path named no file, so one was made with a first user: {}", config.path());
    }

    /// As a whole or not at all. A replica that is quicker keeps its file.
    private static void write(Path file, String text) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "first-user", ".tmp", FOR_OWNER);
        try {
            Files.writeString(unfinished, text);
            Files.createLink(file, unfinished);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
