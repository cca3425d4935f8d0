package dev.berth.registry.auth.htpasswd;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.configuration.Reloaded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The users that may come in now. A changed file takes effect at once, a broken one is logged and the old users stay.
/// A verified password is remembered by a keyed hash, so that bcrypt runs once per credential and change.
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long MOST_REMEMBERED = 10_000;

    private final Reloaded<Htpasswd> file;
    private final FailedLogins failed = new FailedLogins(Ticker.systemTicker());
    private final CredentialKey key = new CredentialKey();
    private final Semaphore verifications = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final Cache<String, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    private Users(Reloaded<Htpasswd> file) {
        this.file = file;
    }

    /// Reads and keeps watching the file. Throws [ConfigurationException] when it cannot be used now.
    public static Users load(HtpasswdConfig config, FileWatch files) {
        Users users = new Users(new Reloaded<>(() -> read(config.path()), "The old users stay in force"));
        users.file.follow(files, List.of(config.path()), users::forget);
        return users;
    }

    private static Htpasswd read(Path file) {
        try {
            return Htpasswd.read(file);
        } catch (HtpasswdException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private void forget(Htpasswd loaded) {
        verified.invalidateAll();
        failed.forget();
        LOG.info("New user file in force: {} users", loaded.hashes().size());
    }

    /// How often a new file was refused since the start.
    public long failures() {
        return file.failures();
    }

    /// True when these credentials are known to be right without another look.
    public boolean remembers(Credentials credentials) {
        Optional<String> hash = file.current().hash(credentials.user());
        return hash.isPresent() && verified.getIfPresent(key.of(credentials, hash.get())) != null;
    }

    /// Whether the file has this user now.
    public boolean knows(String user) {
        return file.current().hash(user).isPresent();
    }

    /// What changes with the user's password, and tells nothing of it. Empty for an unknown user.
    public Optional<String> passwordMark(String user) {
        return file.current().hash(user).map(hash -> mark(user, hash));
    }

    private static String mark(String user, String hash) {
        try {
            byte[] both = (user + "\n" + hash).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Compares with the file's hash; takes as long for an unknown user. Blocks for the time of one bcrypt run or more.
    public Verdict verify(Credentials credentials, String address) {
        if (remembers(credentials)) {
            return Verdict.RIGHT;
        }
        if (failed.areTooMany(credentials, address)) {
            return Verdict.TOO_OFTEN;
        }
        if (!acquire()) {
            return Verdict.BUSY;
        }
        try {
            if (remembers(credentials) || compare(credentials)) {
                return Verdict.RIGHT;
            }
            failed.add(credentials, address);
            return Verdict.WRONG;
        } finally {
            verifications.release();
        }
    }

    private boolean compare(Credentials credentials) {
        Htpasswd known = file.current();
        String hash = known.hash(credentials.user()).orElseGet(known::decoy);
        boolean right = Bcrypt.verify(credentials.password(), hash)
                && known.hash(credentials.user()).isPresent();
        if (right) {
            verified.put(key.of(credentials, hash), true);
        }
        return right;
    }

    private boolean acquire() {
        try {
            return verifications.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What a comparison came to.
    public enum Verdict {
        RIGHT,
        WRONG,
        /// Too many wrong passwords for this user came from this address lately.
        TOO_OFTEN,
        /// Too many passwords wait for their comparison.
        BUSY
    }
}
