package dev.berth.operator.endpoint;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where and how to reach a server: the address to connect to, the host name to ask for, and, with TLS, the authority
/// or the very certificate to expect; with neither, any certificate will do.
public record Target(String address, int port, String host, Tls tls) {
    /// Of a path there, which begins with a slash.
    URI uri(String path) {
        String literal = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return URI.create((tls.enabled() ? "https://" : "http://") + literal + ":" + port + path);
    }

    /// How the server is trusted.
    public record Tls(
            boolean enabled,
            @Nullable String authority,
            @Nullable String pinned) {
        public static final Tls NONE = new Tls(false, null, null);
        public static final Tls ANY = new Tls(true, null, null);

        public static Tls authority(String pem) {
            return new Tls(true, pem, null);
        }

        public static Tls pinned(String pem) {
            return new Tls(true, null, pem);
        }
    }
}
