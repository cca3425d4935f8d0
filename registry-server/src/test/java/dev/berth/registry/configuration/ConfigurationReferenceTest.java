package dev.berth.registry.configuration;

import dev.berth.registry.ReferencePage;
import dev.berth.registry.configuration.ConfigurationKey.Fate;
import dev.berth.registry.tracing.TracingVariable;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page is made from the table of keys.
class ConfigurationReferenceTest {
    @Test
    void pageIsCurrent() throws IOException {
        ReferencePage.requireCurrent("configuration.md", page());
    }

    private static String page() {
        return """
                # Configuration keys of the registry server

                The file is distribution's `config.yml`. Every key can be set by a variable: `REGISTRY_` and the path in capitals joined
                by `_`, its value read as YAML; `REGISTRY_HTTP_ADDR=:5000` sets `http.addr`. Variables apply in the order of their names.
                `REGISTRY_STORAGE=filesystem` replaces the whole `storage` section, `REGISTRY_AUTH=htpasswd` the whole `auth` section.
                `*` stands for any name or index, `**` for anything below. This page is generated from the server's own table.

                ## Keys that work
                | key | default | what it does |
                |---|---|---|
                """ + rows(Fate.WORKS) + """

                ## Keys that are accepted without effect
                Each one is named in one warning at start.

                | key | why it has no effect |
                |---|---|
                """ + rows(Fate.WITHOUT_EFFECT) + """

                ## Keys that are refused at start
                The server stops with one sentence and exit code 2, so that nobody relies on what is not there.

                | key | what to do |
                |---|---|
                """ + rows(Fate.REFUSED) + """

                ## Environment
                Besides the `REGISTRY_` variables that stand for keys:

                | variable | default | what it does |
                |---|---|---|
                | `REGISTRY_CONFIGURATION_PATH` | `/etc/distribution/config.yml` | The file, when the command line names none. |
                """ + variables();
    }

    private static String variables() {
        return Arrays.stream(TracingVariable.values())
                .map(each -> "| `" + each.name() + "` | " + code(each.fallback()) + " | " + each.note() + " |\n")
                .collect(Collectors.joining());
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String rows(Fate fate) {
        return ConfigurationKeys.all().stream()
                .filter(key -> key.fate() == fate)
                .map(ConfigurationReferenceTest::row)
                .collect(Collectors.joining());
    }

    private static String row(ConfigurationKey key) {
        String middle = key.fate() == Fate.WORKS ? " | " + code(key.fallback()) : "";
        return "| `" + key.path() + "`" + middle + " | " + key.note() + " |\n";
    }
}
