package dev.berth.registry.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/// Private keys in their three PEM forms. The two older ones are wrapped into PKCS#8, which is all the JDK reads.
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final byte[] VERSION = {2, 1, 0};
    private static final byte[] RSA = {6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0};
    private static final byte[] EC = {6, 7, 42, (byte) 0x86, 72, (byte) 0xce, 61, 2, 1};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;

    private PrivateKeys() {}

    static PrivateKey parse(PemFile.Block block) throws GeneralSecurityException {
        return switch (block.label()) {
            case "RSA PRIVATE KEY" -> pkcs8("RSA", wrapped(der(SEQUENCE, RSA), block.bytes()));
            case "EC PRIVATE KEY" -> pkcs8("EC", wrapped(der(SEQUENCE, EC, curve(block.bytes())), block.bytes()));
            default -> any(block.bytes());
        };
    }

    private static PrivateKey any(byte[] bytes) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return pkcs8(algorithm, bytes);
            } catch (InvalidKeySpecException _) {
                // the next one
            }
        }
        throw new InvalidKeySpecException("unknown algorithm");
    }

    private static PrivateKey pkcs8(String algorithm, byte[] bytes) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
    }

    /// RFC 5915: a sequence of version, key octets, and the curve's identifier under tag 0.
    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        DerReader sequence = new DerReader(key).inside(SEQUENCE);
        while (sequence.hasMore()) {
            int tag = sequence.tag();
            byte[] content = sequence.next();
            if (tag == CURVE) {
                return content;
            }
        }
        throw new InvalidKeySpecException("no curve named");
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        length(all, content.size());
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length >= 128) {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        } else {
            out.write(length);
        }
    }
}
