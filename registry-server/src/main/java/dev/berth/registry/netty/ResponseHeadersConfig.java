package dev.berth.registry.netty;

import dev.berth.registry.configuration.ConfigurationNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Headers that every answer carries besides its own.
public record ResponseHeadersConfig(Map<String, List<String>> headers) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    public static ResponseHeadersConfig from(ConfigurationNode root) {
        ConfigurationNode section = root.section("http.headers");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : section.keys()) {
            List<String> values = section.strings(name);
            if (!NAME.matcher(name).matches()
                    || !values.stream().allMatch(value -> VALUE.matcher(value).matches())) {
                throw section.wrong(name, "is not a header that HTTP allows; check its name and value");
            }
            headers.put(name, values);
        }
        return new ResponseHeadersConfig(Map.copyOf(headers));
    }
}
