package dev.berth.registry.auth;

import dev.berth.registry.auth.AccessDecision.Allowed;
import dev.berth.registry.auth.AccessDecision.Challenged;
import dev.berth.registry.auth.AccessDecision.Refused;
import dev.berth.registry.auth.AccessPolicy.Question;
import dev.berth.registry.http.OciErrors;
import dev.berth.registry.netty.traffic.TrafficUser;
import dev.berth.registry.oci.ErrorCode;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the policy before a request is routed and before its body is read, so that a refused upload sends nothing.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class AccessFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final String USER = "dev.berth.user";

    private final AccessPolicy policy;
    private final String challenge;

    AccessFilter(AccessConfig config, Optional<Users> users) {
        if (config.htpasswd().isPresent() != users.isPresent()) {
            throw new IllegalStateException("auth.htpasswd is set, and its users are not loaded");
        }
        this.policy = new AccessPolicy(users, config.readOnly());
        this.challenge = config.htpasswd()
                .map(htpasswd -> "Basic realm=\"" + htpasswd.realm() + "\"")
                .orElse("");
    }

    /// Passwords not seen before are compared for a while, so not on the event loop. A future of null would end the
    /// request
    /// with 503 instead of letting it pass.
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> ask(HttpRequest<?> request) {
        Question question = new Question(
                request.getMethodName(),
                request.getPath(),
                Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION)));
        return answer(request, policy.quickly(question).orElseGet(() -> policy.decide(question)));
    }

    @ResponseFilter
    void name(HttpRequest<?> request, MutableHttpResponse<?> response) {
        TrafficUser.mark(response, request.getAttribute(USER, String.class).orElse(""));
    }

    private @Nullable HttpResponse<?> answer(HttpRequest<?> request, AccessDecision decision) {
        return switch (decision) {
            case Allowed allowed -> {
                request.setAttribute(USER, allowed.user());
                yield null;
            }
            case Challenged challenged -> {
                log(request, challenged.user(), challenged.why());
                yield OciErrors.answer(401, ErrorCode.UNAUTHORIZED, ErrorCode.UNAUTHORIZED.message())
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge);
            }
            case Refused refused -> {
                log(request, refused.user(), refused.why());
                yield OciErrors.answer(refused.code().status(), refused.code(), refused.why());
            }
        };
    }

    /// A client's first request comes without credentials to learn the scheme: that is no news.
    private static void log(HttpRequest<?> request, String user, String why) {
        var event = why.equals("no credentials") ? LOG.atDebug() : LOG.atInfo();
        event.addKeyValue("user", user)
                .addKeyValue("method", request.getMethodName())
                .addKeyValue("path", request.getPath())
                .addKeyValue("remote", remote(request))
                .log("access denied: {}", why);
    }

    private static String remote(HttpRequest<?> request) {
        InetSocketAddress address = request.getRemoteAddress();
        return address == null ? "" : address.getHostString();
    }
}
