package dev.berth.registry.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The `Link` header that leads to the next page.
public record PageLink(String path, String last, int n) {

    @Override
    public String toString() {
        return "<" + path + "?last=" + URLEncoder.encode(last, StandardCharsets.UTF_8) + "&n=" + n + ">; rel=\"next\"";
    }
}
