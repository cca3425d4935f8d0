package dev.berth.registry.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.configuration.Reloaded;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tokens of an outside service, which alone decides what they grant. Distribution's token specification.
public final class ExternalTokens implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalTokens.class);
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private final ExternalTokenConfig config;
    private final Clock clock;
    private final Reloaded<TrustedKeys> keys;

    private ExternalTokens(ExternalTokenConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.keys = new Reloaded<>(() -> TrustedKeys.read(config.keys()), "The old token keys stay in force");
    }

    /// Reads and keeps watching the files with the keys. Throws [ConfigurationException] when one can't be used now.
    public static ExternalTokens load(ExternalTokenConfig config, FileWatch files, Clock clock) {
        ExternalTokens tokens = new ExternalTokens(config, clock);
        tokens.keys.follow(files, config.keys().files(), _ -> LOG.info("New token keys in force"));
        return tokens;
    }

    @Override
    public Optional<Holder> verify(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (!config.keys().algorithms().contains(signed.getHeader().getAlgorithm())) {
                return Optional.empty();
            }
            Optional<PublicKey> key = keys.current().keyOf(signed.getHeader());
            return key.isPresent() && isSignedBy(signed, key.get())
                    ? holder(signed.getJWTClaimsSet())
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static boolean isSignedBy(SignedJWT token, PublicKey key) throws JOSEException {
        if (EdwardsKeys.SIGNATURES.contains(token.getHeader().getAlgorithm())) {
            return EdwardsKeys.isSignedBy(token, key);
        }
        return token.verify(new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), key));
    }

    private Optional<Holder> holder(JWTClaimsSet claims) {
        Instant now = clock.instant();
        boolean inForce = isBefore(now.minus(LEEWAY), claims.getExpirationTime())
                && (claims.getNotBeforeTime() == null
                        || !now.plus(LEEWAY).isBefore(claims.getNotBeforeTime().toInstant()));
        boolean meantForUs = config.issuer().equals(claims.getIssuer())
                && claims.getAudience().contains(config.service());
        return inForce && meantForUs
                ? Optional.of(
                        new Holder(claims.getSubject() == null ? "" : claims.getSubject(), AccessClaim.read(claims)))
                : Optional.empty();
    }

    private static boolean isBefore(Instant time, @Nullable Date end) {
        return end != null && time.isBefore(end.toInstant());
    }

    @Override
    public String realm() {
        return config.realm();
    }

    @Override
    public String service() {
        return config.service();
    }
}
