package dev.berth.registry.limits;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.berth.registry.http.Caller;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.OciErrors;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Warning;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageSpace;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asked once it is known who the caller is, and before a body is read.
@ServerFilter("/v2/**")
@Order(LimitsFilter.AFTER_ACCESS)
final class LimitsFilter {
    static final int AFTER_ACCESS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(LimitsFilter.class);
    private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH");
    private static final String NEARLY_FULL = "dev.berth.nearly-full";
    private static final int FIRST_ERROR = 400;
    private static final int TOO_MANY = 429;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final RequestRate rate;
    private final RateLimits clients;
    private final FreeSpaceMark mark;
    private final Storage storage;

    LimitsFilter(RequestRate rate, FreeSpaceMark mark, Storage storage) {
        this.rate = rate;
        this.clients = new RateLimits(rate, Ticker.systemTicker());
        this.mark = mark;
        this.storage = storage;
    }

    /// A disk may be slow to tell its free space, so not on the event loop.
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> ask(HttpRequest<?> request) {
        long seconds = rate.isSet() ? clients.secondsToWait(client(request)) : 0;
        if (seconds > 0) {
            return OciErrors.answer(TOO_MANY, ErrorCode.TOOMANYREQUESTS, "too many requests; wait " + seconds + " s")
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        return mark.isSet() && isPush(request) ? refuseWhenNearlyFull(request) : null;
    }

    private @Nullable HttpResponse<?> refuseWhenNearlyFull(HttpRequest<?> request) {
        var space = storage.space();
        if (space.isEmpty() || mark.isKeptBy(space.get())) {
            space.filter(mark::isNear).ifPresent(near -> request.setAttribute(NEARLY_FULL, near));
            return null;
        }
        LOG.warn(
                "{} {} refused: less than {} of the storage is free", request.getMethodName(), request.getPath(), mark);
        return OciErrors.answer(
                INSUFFICIENT_STORAGE,
                ErrorCode.UNKNOWN,
                "less than " + mark + " of the registry's storage is free; nothing is taken until there is more");
    }

    @ResponseFilter
    void warn(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(NEARLY_FULL, StorageSpace.class)
                .filter(_ -> response.code() < FIRST_ERROR)
                .map(space -> new Warning("the registry's storage is nearly full: " + space.free()
                        + " bytes are free, and pushes are refused below " + mark))
                .ifPresent(warning -> response.header(Warning.HEADER, warning.header()));
    }

    /// A user's clients share its rate, wherever they are; those without a login share their address's.
    private static String client(HttpRequest<?> request) {
        String user = Caller.of(request).user();
        return user.isEmpty() ? "at " + request.getRemoteAddress().getHostString() : "user " + user;
    }

    private static boolean isPush(HttpRequest<?> request) {
        return WRITING.contains(request.getMethodName())
                && RouteAttributes.getRouteMatch(request)
                        .map(route -> route.getAnnotationMetadata().enumValues(Needs.class, Action.class))
                        .filter(needs -> Arrays.asList(needs).contains(Action.PUSH))
                        .isPresent();
    }
}
