package dev.berth.registry.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.http.Locations;
import io.micronaut.http.HttpRequest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Tokens that this registry signs for itself, with a key that all its replicas have. They say who asked and for what;
/// what is allowed is decided anew whenever one is used.
public final class OwnTokens implements Tokens {
    public static final String PATH = "/v2/token";
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final String SERVICE = "berth-registry";

    private final Clock clock;
    private final Locations locations;
    private volatile TokenKey key;

    public OwnTokens(TokenKey key, Clock clock, Locations locations) {
        this.key = key;
        this.clock = clock;
        this.locations = locations;
    }

    /// Tokens signed with the old key are refused from now on, and clients fetch new ones.
    public void use(TokenKey next) {
        key = next;
    }

    String issue(String user, Set<Grant> grants) {
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
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(key.bytes()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    @Override
    public Optional<Holder> verify(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            boolean genuine = signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    && signed.verify(new MACVerifier(key.bytes()));
            return genuine ? holder(signed.getJWTClaimsSet()) : Optional.empty();
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
    public String realm(HttpRequest<?> request) {
        return locations.absolute(request, PATH);
    }

    @Override
    public String service() {
        return SERVICE;
    }
}
