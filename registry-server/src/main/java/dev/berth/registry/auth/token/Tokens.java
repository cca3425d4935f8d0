package dev.berth.registry.auth.token;

import java.util.Optional;

/// Tokens that this registry takes.
public interface Tokens {

    /// The holder of a token that is genuine, meant for this registry and in force now.
    Optional<Holder> verify(String token);

    /// Where clients get one, for the `realm` of a challenge: an address, or a path of the registry's own.
    String realm();

    /// The audience of the tokens: the `service` of a challenge.
    String service();
}
