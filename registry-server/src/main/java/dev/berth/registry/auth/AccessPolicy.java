package dev.berth.registry.auth;

import dev.berth.registry.auth.AccessDecision.Allowed;
import dev.berth.registry.auth.AccessDecision.Challenged;
import dev.berth.registry.auth.AccessDecision.Reason;
import dev.berth.registry.auth.AccessDecision.Refused;
import dev.berth.registry.auth.htpasswd.Credentials;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.auth.rules.Rules;
import dev.berth.registry.auth.token.Holder;
import dev.berth.registry.auth.token.OwnTokens;
import dev.berth.registry.auth.token.Tokens;
import dev.berth.registry.http.Caller;
import dev.berth.registry.oci.ErrorCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rules: `/` is open, the maintenance API and the token service check for themselves, everything else needs a
/// caller who may do it, where there are users or tokens at all.
@Singleton
final class AccessPolicy {
    private static final String MAINTENANCE = "/berth/v1/";
    private static final String BEARER = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String NOBODY = "";

    private final Optional<Users> users;
    private final Optional<Tokens> tokens;
    private final Rules rules;
    private final AccessConfig config;

    AccessPolicy(AccessConfig config, Optional<Users> users, Optional<Tokens> tokens, Rules rules) {
        boolean wantsTokens = config.ownTokens() || config.externalTokens().isPresent();
        if (config.htpasswd().isPresent() != users.isPresent() || wantsTokens != tokens.isPresent()) {
            throw new IllegalStateException("access is to be checked, and users or tokens are not loaded");
        }
        this.config = config;
        this.users = users;
        this.tokens = tokens;
        this.rules = rules;
    }

    /// What is asked for, with which Authorization header or client certificate, and from where. Unknown paths need
    /// nothing but a login.
    record Question(String method, String path, Optional<String> authorization, Origin origin, List<Grant> needs) {}

    /// The other end of the connection: its address, and the name in its certificate, which TLS has verified.
    record Origin(String address, Optional<String> certificate) {}

    /// Blocks while a password is compared.
    AccessDecision decide(Question question) {
        if (isOpen(question.path)) {
            return new Allowed(new Callers.Anyone());
        }
        if (config.clientCertificates()
                && question.authorization.isEmpty()
                && question.origin.certificate.isPresent()) {
            return certified(question, question.origin.certificate.get());
        }
        if (users.isEmpty() && tokens.isEmpty()) {
            return config.clientCertificates() ? uncertified(question) : permitted(question, new Callers.Anyone());
        }
        if (question.authorization.isEmpty()) {
            return anonymous(question);
        }
        String header = question.authorization.get();
        return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? bearer(question, header.substring(BEARER.length()).strip())
                : basic(question, header);
    }

    private boolean isOpen(String path) {
        return path.equals("/") || path.startsWith(MAINTENANCE) || (config.ownTokens() && path.equals(OwnTokens.PATH));
    }

    /// `/v2/` itself always challenges: clients that see no challenge there never log in.
    private AccessDecision anonymous(Question question) {
        return config.ownTokens() && !question.needs.isEmpty() && allows(NOBODY, question)
                ? permitted(question, new Callers.Ruled(NOBODY, rules))
                : new Challenged(NOBODY, Reason.NO_CREDENTIALS);
    }

    private AccessDecision certified(Question question, String user) {
        return allows(user, question)
                ? permitted(question, new Callers.Ruled(user, rules))
                : new Refused(Credentials.printable(user), ErrorCode.DENIED, ErrorCode.DENIED.message());
    }

    private AccessDecision uncertified(Question question) {
        return allows(NOBODY, question)
                ? permitted(question, new Callers.Ruled(NOBODY, rules))
                : new Refused(NOBODY, ErrorCode.DENIED, "a client certificate is needed");
    }

    private AccessDecision bearer(Question question, String token) {
        Optional<Holder> holder = tokens.flatMap(known -> known.verify(token));
        if (holder.isEmpty()) {
            return new Challenged(NOBODY, tokens.isPresent() ? Reason.INVALID_TOKEN : Reason.MALFORMED);
        }
        String user = holder.get().user();
        if (users.isPresent() && !user.isEmpty() && !users.get().knows(user)) {
            return new Challenged(Credentials.printable(user), Reason.INVALID_TOKEN);
        }
        boolean covered =
                holder.get().grants().containsAll(question.needs) && (users.isEmpty() || allows(user, question));
        if (!covered) {
            return new Challenged(Credentials.printable(user), Reason.INSUFFICIENT_SCOPE);
        }
        return permitted(question, users.isEmpty() ? new Callers.Bearer(holder.get()) : new Callers.Ruled(user, rules));
    }

    private AccessDecision basic(Question question, String header) {
        Optional<Credentials> parsed = Credentials.parse(header);
        if (parsed.isEmpty() || users.isEmpty()) {
            return new Challenged(NOBODY, Reason.MALFORMED);
        }
        Credentials credentials = parsed.get();
        String user = credentials.printableUser();
        return switch (users.get().verify(credentials, question.origin.address)) {
            case RIGHT ->
                allows(credentials.user(), question)
                        ? permitted(question, new Callers.Ruled(credentials.user(), rules))
                        : new Refused(user, ErrorCode.DENIED, ErrorCode.DENIED.message());
            case WRONG -> new Challenged(user, Reason.WRONG_PASSWORD);
            case TOO_OFTEN -> new Refused(user, ErrorCode.TOOMANYREQUESTS, "too many wrong passwords; wait a minute");
            case BUSY -> new Refused(user, ErrorCode.TOOMANYREQUESTS, "too many passwords to compare");
        };
    }

    private boolean allows(String user, Question question) {
        return question.needs.stream().allMatch(grant -> rules.allow(user, grant));
    }

    private AccessDecision permitted(Question question, Caller caller) {
        return config.readOnly() && !READING.contains(question.method)
                ? new Refused(Credentials.printable(caller.user()), ErrorCode.UNSUPPORTED, "the registry is read-only")
                : new Allowed(caller);
    }
}
