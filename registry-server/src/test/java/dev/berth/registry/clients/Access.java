package dev.berth.registry.clients;

import java.nio.file.Path;

/// How a registry lets clients in.
enum Access {
    PLAIN,
    TLS,
    BASIC,
    /// Over TLS everybody pulls, and who has a login does everything, each with a token of the registry itself,
    /// which docker keeps in place of the password.
    MIXED;

    boolean hasCertificate() {
        return this == TLS || this == MIXED;
    }

    boolean asksForLogin() {
        return this == BASIC || this == MIXED;
    }

    boolean letsEverybodyPull() {
        return this != BASIC;
    }

    /// The configuration of a registry whose certificate and logins are in the folder. Clients go from there to
    /// a bucket only where they need not leave TLS for it.
    String settings(Path folder, String storage) {
        var tls = hasCertificate() ? ", tls: {certificate: %1$s/tls.crt, key: %1$s/tls.key}".formatted(folder) : "";
        var users = asksForLogin() ? "auth: {htpasswd: {realm: Berth, path: %s/htpasswd}}".formatted(folder) : "";
        return """
                storage: {%s, delete: {enabled: true}, redirect: {disable: %s}}
                http: {addr: '127.0.0.1:0', secret: shared%s}
                %s
                %s
                """.formatted(
                storage, hasCertificate(), tls, users, this == MIXED ? "berth: {access: {anonymous: pull}}" : "");
    }
}
