package dev.berth.registry.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.oci.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalTokensTest {
    private static final List<Map<String, Object>> ACCESS =
            List.of(Map.of("type", "repository", "name", "a/b", "actions", List.of("pull", "push")));

    @TempDir
    private Path directory;

    private final FileWatch files = new FileWatch(Duration.ofMillis(20));
    private ECKey key = newKey("one");

    private Path keys() {
        return directory.resolve("keys.json");
    }

    @BeforeEach
    void writeKeys() throws IOException {
        Files.writeString(keys(), new JWKSet(key.toPublicJWK()).toString());
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void aGenuineTokenGrantsWhatItSays() throws JOSEException {
        assertThat(tokens().verify(token(key, claims -> claims)))
                .contains(new Holder("alice", Set.of(new Grant("a/b", Action.PULL), new Grant("a/b", Action.PUSH))));
    }

    @Test
    void whatIsNotForUsOrNotNowIsRefused() throws JOSEException {
        ExternalTokens tokens = tokens();
        Instant now = Instant.now();

        assertThat(tokens.verify(token(key, claims -> claims.issuer("another"))))
                .isEmpty();
        assertThat(tokens.verify(token(key, claims -> claims.audience("another"))))
                .isEmpty();
        assertThat(tokens.verify(token(key, claims -> claims.expirationTime(null))))
                .isEmpty();
        assertThat(tokens.verify(token(key, claims -> claims.expirationTime(Date.from(now.minusSeconds(90))))))
                .isEmpty();
        assertThat(tokens.verify(token(key, claims -> claims.notBeforeTime(Date.from(now.plusSeconds(90))))))
                .isEmpty();
        assertThat(tokens.verify(token(key, claims -> claims.expirationTime(Date.from(now.minusSeconds(30))))))
                .as("clocks differ")
                .isPresent();
    }

    @Test
    void anotherKeyOfTheSameNameIsRefused() throws JOSEException {
        assertThat(tokens().verify(token(newKey("one"), claims -> claims))).isEmpty();
        assertThat(tokens().verify(token(newKey("two"), claims -> claims))).isEmpty();
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws JOSEException {
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims());
        forged.sign(new MACSigner(key.toECPublicKey().getEncoded()));

        assertThat(tokens().verify(forged.serialize())).isEmpty();
    }

    @Test
    void signatureOnTheEdwardsCurveIsChecked() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] der = pair.getPublic().getEncoded();
        Base64URL point = Base64URL.encode(Arrays.copyOfRange(der, der.length - 32, der.length));
        OctetKeyPair edwards =
                new OctetKeyPair.Builder(Curve.Ed25519, point).keyID("ed").build();
        Files.writeString(keys(), new JWKSet(List.of(edwards, key.toPublicJWK())).toString());
        String token = edwardsToken(pair.getPrivate(), "ed");

        assertThat(tokens().verify(token)).isPresent();
        int middle = token.lastIndexOf('.') + 40;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        assertThat(tokens().verify(token.substring(0, middle) + other + token.substring(middle + 1)))
                .isEmpty();
        assertThat(tokens().verify(edwardsToken(pair.getPrivate(), "one")))
                .as("the key of that name is on another curve")
                .isEmpty();
    }

    private static String edwardsToken(PrivateKey key, String name) throws GeneralSecurityException {
        var header = new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(name).build();
        var content = header.toBase64URL() + "." + claims().toPayload().toBase64URL();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64URL.encode(signature.sign());
    }

    @Test
    void changedKeysTakeEffectAndABrokenFileLeavesTheOldOnes() throws Exception {
        ExternalTokens tokens = tokens();
        ECKey old = key;
        key = newKey("two");

        writeKeys();

        await().until(() -> tokens.verify(token(key, claims -> claims)).isPresent());
        assertThat(tokens.verify(token(old, claims -> claims))).isEmpty();
        Files.writeString(keys(), "broken");
        await().during(Duration.ofMillis(200))
                .until(() -> tokens.verify(token(key, claims -> claims)).isPresent());
    }

    @Test
    void aSettingThatIsMissingIsNamed() {
        assertThatThrownBy(() -> config("{service: s, issuer: i, jwks: k}")).hasMessageContaining("auth.token.realm");
        assertThatThrownBy(() -> config("{realm: r, issuer: i, jwks: k}")).hasMessageContaining("auth.token.service");
        assertThatThrownBy(() -> config("{realm: r, service: s, issuer: i}"))
                .hasMessageContaining("auth.token.rootcertbundle is missing");
        assertThatThrownBy(() -> config("{realm: r, service: s, issuer: i, jwks: k, signingalgorithms: [HS256]}"))
                .hasMessageContaining("auth.token.signingalgorithms must be of");
    }

    private ExternalTokens tokens() {
        ExternalTokenConfig config =
                config("{realm: 'https://tokens.test/', service: registry, issuer: issuer, jwks: '" + keys() + "'}");
        return ExternalTokens.load(config, files, Clock.systemUTC());
    }

    private static ExternalTokenConfig config(String token) {
        return ExternalTokenConfig.from(ConfigurationNode.parse("auth: {token: " + token + "}"))
                .orElseThrow();
    }

    private static ECKey newKey(String name) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(ECKey key, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                change.apply(new JWTClaimsSet.Builder(claims())).build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer("issuer")
                .audience("registry")
                .subject("alice")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("access", ACCESS)
                .build();
    }
}
