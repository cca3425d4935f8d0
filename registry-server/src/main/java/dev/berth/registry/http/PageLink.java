package dev.berth.registry.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The `Link` header that leads to the next page.
public final class PageLink {
    private final String path;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /// Leads to what comes after `last`.
    public PageLink(String path, String last) {
        this.path = path;
        parameters.put("last", last);
    }

    public PageLink with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    @Override
    public String toString() {
        var query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "<" + path + "?" + query + ">; rel=\"next\"";
    }
}
