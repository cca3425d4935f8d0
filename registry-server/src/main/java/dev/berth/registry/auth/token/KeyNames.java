package dev.berth.registry.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The names that token services give to a key: the thumbprint of RFC 7638, and libtrust's older fingerprint.
final class KeyNames {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int FINGERPRINT_BYTES = 30;
    private static final int GROUP = 4;
    private static final int BITS = 5;

    private KeyNames() {}

    static List<String> of(PublicKey key) {
        List<String> names = new ArrayList<>(List.of(fingerprint(key)));
        try {
            if (key instanceof RSAPublicKey rsa) {
                names.add(new RSAKey.Builder(rsa).build().computeThumbprint().toString());
            } else if (key instanceof ECPublicKey ec) {
                names.add(new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
                        .build()
                        .computeThumbprint()
                        .toString());
            } else if (key instanceof EdECPublicKey edwards && EdwardsKeys.isOn25519(edwards)) {
                names.add(EdwardsKeys.thumbprint(edwards));
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        return names;
    }

    /// The first 240 bits of SHA-256 over the key's DER form, in base32, in groups of four.
    private static String fingerprint(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            String text = base32(Arrays.copyOf(digest, FINGERPRINT_BYTES));
            return String.join(":", text.split("(?<=\\G.{" + GROUP + "})"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit += BITS) {
            int value = 0;
            for (int i = bit; i < bit + BITS; i++) {
                value = (value << 1) | ((bytes[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE)) & 1);
            }
            text.append(BASE32.charAt(value));
        }
        return text.toString();
    }
}
