package dev.berth.registry.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.configuration.FileWatch;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// Tokens that this registry signs for itself, with a key that all its replicas have. They say who asked and for what;
/// what is allowed is decided anew whenever one is used.
public final class OwnTokens implements Tokens {
    public static final String PATH = "/v2/token";
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final String SERVICE = "berth-registry";

    private static final String REFRESHING = SERVICE + "/refresh";
    private static final String PASSWORD = "pwd";

    private final Supplier<TokenKey> key;
    private final boolean lasting;
    private final Clock clock;

    private OwnTokens(Supplier<TokenKey> key, boolean lasting, Clock clock) {
        this.key = key;
        this.lasting = lasting;
        this.clock = clock;
    }

    /// When the key changes, tokens signed with the old one are refused, and clients fetch new ones.
    public static OwnTokens signedWith(SharedSecret secret, FileWatch files, Clock clock) {
        return new OwnTokens(secret.key(files), secret.isShared(), clock);
    }

    /// A token, and when it was signed.
    record Issued(String token, Instant at) {}

    Issued issue(String user, Set<Grant> grants) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(SERVICE)
                .audience(SERVICE)
                .subject(user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(UUID.randomUUID().toString())
                .claim(AccessClaim.NAME, AccessClaim.of(grants))
                .build();
        return new Issued(sign(claims), now);
    }

    private String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(key.get().bytes()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    /// Stands for a user's password until that changes, or the key. None where the key ends with the process: clients
    /// forget the password once they have such a token.
    Optional<String> refreshToken(String user, String passwordMark) {
        return lasting
                ? Optional.of(sign(new JWTClaimsSet.Builder()
                        .issuer(REFRESHING)
                        .audience(SERVICE)
                        .subject(user)
                        .issueTime(Date.from(clock.instant()))
                        .claim(PASSWORD, passwordMark)
                        .build()))
                : Optional.empty();
    }

    /// The user of a refresh token that is genuine, as long as the password is the one it was made for.
    Optional<String> refreshing(String token, Function<String, Optional<String>> passwordMarks) {
        return genuine(token)
                .filter(claims -> REFRESHING.equals(claims.getIssuer()) && claims.getSubject() != null)
                .filter(claims -> passwordMarks
                        .apply(claims.getSubject())
                        .filter(mark -> mark.equals(claims.getClaim(PASSWORD)))
                        .isPresent())
                .map(JWTClaimsSet::getSubject);
    }

    @Override
    public Optional<Holder> verify(String token) {
        return genuine(token).flatMap(this::holder);
    }

    private Optional<JWTClaimsSet> genuine(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            boolean genuine = signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    && signed.verify(new MACVerifier(key.get().bytes()));
            return genuine ? Optional.of(signed.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private Optional<Holder> holder(JWTClaimsSet claims) {
        Date end = claims.getExpirationTime();
        return SERVICE.equals(claims.getIssuer())
                        && end != null
                        && clock.instant().isBefore(end.toInstant())
                ? Optional.of(
                        new Holder(claims.getSubject() == null ? "" : claims.getSubject(), AccessClaim.read(claims)))
                : Optional.empty();
    }

    @Override
    public String realm() {
        return PATH;
    }

    @Override
    public String service() {
        return SERVICE;
    }
}
