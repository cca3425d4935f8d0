package dev.berth.registry.auth.htpasswd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A user file where none is, with one user whose password only the log tells, as distribution makes it.
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
        if (Files.exists(config.path())) {
            return;
        }
        String password = password();
        try {
            write(config.path(), NAME + ":" + Bcrypt.hash(password) + "\n");
        } catch (IOException _) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("user", NAME)
                .addKeyValue("password", password)
                .log("auth.htpasswd.path named no file, so one was made with a first user: {}", config.path());
    }

    /// A replica that is quicker keeps its file.
    private static void write(Path file, String line) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, FOR_OWNER_FOLDER);
        }
        Files.createFile(file, FOR_OWNER);
        Files.writeString(file, line);
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
