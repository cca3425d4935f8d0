package dev.berth.registry.auth;

import dev.berth.registry.auth.AccessDecision.Allowed;
import dev.berth.registry.auth.AccessDecision.Challenged;
import dev.berth.registry.auth.AccessDecision.Reason;
import dev.berth.registry.auth.AccessDecision.Refused;
import dev.berth.registry.auth.AccessPolicy.Origin;
import dev.berth.registry.auth.AccessPolicy.Question;
import dev.berth.registry.auth.htpasswd.Credentials;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.http.Caller;
import dev.berth.registry.http.OciErrors;
import dev.berth.registry.netty.traffic.TrafficUser;
import dev.berth.registry.oci.ErrorCode;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Asks the policy before an endpoint is called and before a body is read, so that a refused upload sends nothing.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(AccessFilter.FIRST)
final class AccessFilter {
    static final int FIRST = -100;
    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final String RETRY_SECONDS = "60";

    private final AccessPolicy policy;
    private final Challenge challenge;

    AccessFilter(AccessPolicy policy, Challenge challenge) {
        this.policy = policy;
        this.challenge = challenge;
    }

    /// Passwords not seen before are compared for a while, so not on the event loop. A future of null would end the
    /// request with 503 instead of letting it pass.
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> ask(HttpRequest<?> request) {
        List<Grant> needs = RequiredGrants.of(request);
        AccessDecision decision = policy.decide(new Question(
                request.getMethodName(),
                request.getPath(),
                Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION)),
                new Origin(remote(request), request.getCertificate().flatMap(CertificateName::of)),
                needs));
        return switch (decision) {
            case Allowed allowed -> {
                request.setAttribute(Caller.ATTRIBUTE, allowed.caller());
                yield null;
            }
            case Challenged challenged -> challenge(request, challenged, needs);
            case Refused refused -> refuse(request, refused);
        };
    }

    @ResponseFilter
    void name(HttpRequest<?> request, MutableHttpResponse<?> response) {
        String user = request.getAttribute(Caller.ATTRIBUTE, Caller.class)
                .map(Caller::user)
                .orElse("");
        TrafficUser.mark(response, Credentials.printable(user));
    }

    private HttpResponse<?> challenge(HttpRequest<?> request, Challenged challenged, List<Grant> needs) {
        // A client's first request comes without credentials to learn the scheme: that is no news.
        var event = challenged.why() == Reason.NO_CREDENTIALS ? LOG.atDebug() : LOG.atInfo();
        with(event, request, challenged.user())
                .log("access denied: {}", challenged.why().text());
        return OciErrors.answer(401, ErrorCode.UNAUTHORIZED, ErrorCode.UNAUTHORIZED.message())
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge.value(request, needs, challenged.why()));
    }

    private static HttpResponse<?> refuse(HttpRequest<?> request, Refused refused) {
        with(LOG.atInfo(), request, refused.user()).log("access denied: {}", refused.why());
        var answer = OciErrors.answer(refused.code().status(), refused.code(), refused.why());
        return refused.code() == ErrorCode.TOOMANYREQUESTS
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                : answer;
    }

    private static LoggingEventBuilder with(LoggingEventBuilder event, HttpRequest<?> request, String user) {
        return event.addKeyValue("user", user)
                .addKeyValue("method", request.getMethodName())
                .addKeyValue("path", request.getPath())
                .addKeyValue("remote", remote(request));
    }

    private static String remote(HttpRequest<?> request) {
        InetSocketAddress address = request.getRemoteAddress();
        return address == null ? "" : address.getHostString();
    }
}
