package dev.berth.registry.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// Signatures with keys on the Edwards curve 25519 (RFC 8037), which the JDK can check and the library only with
/// another library.
final class EdwardsKeys {
    static final Set<JWSAlgorithm> SIGNATURES = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    /// The 12 bytes before the key in its DER form (RFC 8410).
    private static final byte[] DER_START = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int LENGTH = 32;

    private EdwardsKeys() {}

    static boolean isSignedBy(SignedJWT token, PublicKey key) {
        if (!(key instanceof EdECPublicKey edwards) || !isOn25519(edwards)) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(token.getSigningInput());
            return signature.verify(token.getSignature().decode());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean isOn25519(EdECPublicKey key) {
        return key.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    }

    /// Throws [JOSEException] for a key on another curve.
    static PublicKey of(OctetKeyPair key) throws JOSEException {
        byte[] point = key.getX().decode();
        if (!key.getCurve().equals(Curve.Ed25519) || point.length != LENGTH) {
            throw new JOSEException("only Ed25519 is known of keys of type OKP");
        }
        byte[] der = Arrays.copyOf(DER_START, DER_START.length + LENGTH);
        System.arraycopy(point, 0, der, DER_START.length, LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("is no key", e);
        }
    }

    /// The name by RFC 7638.
    static String thumbprint(EdECPublicKey key) throws JOSEException {
        byte[] der = key.getEncoded();
        Base64URL point = Base64URL.encode(Arrays.copyOfRange(der, der.length - LENGTH, der.length));
        return new OctetKeyPair.Builder(Curve.Ed25519, point)
                .build()
                .computeThumbprint()
                .toString();
    }
}
