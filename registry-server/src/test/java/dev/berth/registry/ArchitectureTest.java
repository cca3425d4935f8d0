package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.berth.registry.http.Needs;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The arrows between packages. A package may use those of the rows below its own, never one of its own row.
class ArchitectureTest {
    private static final String ROOT = "dev.berth.registry";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test"))
            .importPackages(ROOT);

    /// The rows, from the bottom.
    private static final Map<String, Integer> ROWS = Map.ofEntries(
            Map.entry("oci", 0),
            Map.entry("configuration", 1),
            Map.entry("storage", 2),
            Map.entry("storage.filesystem", 2),
            Map.entry("storage.s3.bucket", 2),
            Map.entry("storage.s3", 3),
            Map.entry("storage.migration", 3),
            Map.entry("http", 2),
            Map.entry("netty", 2),
            Map.entry("netty.transfer", 2),
            Map.entry("events", 1),
            Map.entry("netty.traffic", 2),
            Map.entry("tls", 2),
            Map.entry("logging", 5),
            Map.entry("blobs", 3),
            Map.entry("tags", 3),
            Map.entry("referrers", 3),
            Map.entry("auth.htpasswd", 2),
            Map.entry("auth.rules", 2),
            Map.entry("auth.token", 3),
            Map.entry("auth", 4),
            Map.entry("limits", 3),
            Map.entry("quotas", 3),
            Map.entry("scrub", 5),
            Map.entry("retention", 4),
            Map.entry("manifests", 4),
            Map.entry("uploads", 4),
            Map.entry("catalog", 4),
            Map.entry("notifications", 5),
            Map.entry("gc.mark", 4),
            Map.entry("gc", 5),
            Map.entry("metrics", 4),
            Map.entry("tracing", 4),
            Map.entry("health", 5),
            Map.entry("maintenance", 6),
            Map.entry("archives", 5),
            Map.entry("verify", 6),
            Map.entry("", 7));

    /// What each package uses, exactly. A new arrow is drawn here first.
    private static final String ARROWS = """
            (root) -> archives auth auth.htpasswd auth.rules auth.token catalog configuration gc health http limits logging maintenance manifests metrics netty notifications oci quotas retention scrub storage storage.filesystem storage.migration storage.s3 storage.s3.bucket tags tls tracing verify
            archives -> blobs manifests oci uploads
            auth -> auth.htpasswd auth.rules auth.token configuration http netty.traffic oci tls
            auth.htpasswd -> configuration
            auth.rules -> configuration oci
            auth.token -> auth.htpasswd auth.rules configuration http netty oci
            blobs -> events http netty.transfer oci storage
            catalog -> configuration http oci storage
            configuration ->
            events -> oci
            gc -> configuration gc.mark limits metrics oci quotas retention storage storage.migration tags
            gc.mark -> oci storage
            health -> configuration oci storage
            http -> configuration events oci
            limits -> configuration http oci storage
            logging -> configuration
            maintenance -> configuration gc netty oci scrub storage storage.migration tls
            manifests -> blobs configuration events http netty oci quotas referrers storage tags
            metrics -> auth.htpasswd configuration events netty.traffic oci quotas storage tls
            netty -> configuration netty.transfer oci
            netty.traffic ->
            netty.transfer -> netty
            notifications -> configuration events metrics oci storage tls
            oci ->
            quotas -> configuration oci storage
            referrers -> http oci storage
            retention -> configuration events oci storage tags
            scrub -> blobs configuration events metrics oci storage
            storage -> configuration oci
            storage.filesystem -> configuration oci storage
            storage.migration -> configuration oci storage
            storage.s3 -> configuration oci storage storage.s3.bucket
            storage.s3.bucket -> configuration oci storage
            tags -> configuration http oci storage
            tls -> configuration
            tracing -> configuration netty.traffic storage
            uploads -> blobs events http netty oci quotas storage
            verify -> blobs oci storage
            """;

    @Test
    void arrowsAreThoseDrawnHere() {
        var found = new StringBuilder();
        arrows().forEach((from, targets) -> found.append(from.isEmpty() ? "(root)" : from)
                .append(" -> ")
                .append(String.join(" ", targets))
                .append('\n'));

        assertThat(found.toString().replace(" \n", "\n")).isEqualTo(ARROWS);
    }

    @Test
    void everyPackageHasARow() {
        assertThat(ROWS.keySet()).containsAll(arrows().keySet());
    }

    @Test
    void arrowsPointDownwards() {
        arrows().forEach((from, targets) -> assertThat(targets)
                .as("used by '%s'", from)
                .allMatch(to -> ROWS.getOrDefault(to, 9) < ROWS.getOrDefault(from, 0)
                        || to.equals(parent(from))
                        || from.equals(parent(to))));
    }

    @Test
    void onlyTheDataPathTouchesNetty() {
        assertThat(packagesThatUse("io.netty")).isSubsetOf("netty", "netty.traffic", "netty.transfer");
    }

    @Test
    void onlyTheBucketTouchesTheSdk() {
        assertThat(packagesThatUse("software.amazon")).isSubsetOf("storage.s3.bucket");
    }

    @Test
    void everyEndpointSaysWhatItsCallerNeeds() {
        var endpoints = CLASSES.stream()
                .filter(each -> each.isAnnotatedWith(Controller.class))
                .filter(each ->
                        each.getAnnotationOfType(Controller.class).value().equals("/v2"))
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(HttpMethodMapping.class));

        assertThat(endpoints).hasSizeGreaterThan(10).allMatch(method -> method.isAnnotatedWith(Needs.class));
    }

    @Test
    void vocabularyKnowsNoFramework() {
        assertThat(packagesThatUse("io.micronaut")).doesNotContain("oci", "configuration");
        assertThat(packagesThatUse("jakarta.inject")).doesNotContain("oci", "configuration");
    }

    private static Map<String, Set<String>> arrows() {
        var arrows = new TreeMap<String, Set<String>>();
        for (var each : CLASSES) {
            var targets = arrows.computeIfAbsent(name(each), _ -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(ArchitectureTest::name)
                    .forEach(targets::add);
            targets.remove(name(each));
        }
        return arrows;
    }

    private static Set<String> packagesThatUse(String library) {
        var users = new TreeSet<String>();
        for (var each : CLASSES) {
            each.getDirectDependenciesFromSelf().stream()
                    .filter(dependency ->
                            dependency.getTargetClass().getPackageName().startsWith(library))
                    .filter(_ -> !each.getSimpleName().contains("$Definition"))
                    .forEach(_ -> users.add(name(each)));
        }
        return users;
    }

    /// A package and those nested in it may know each other.
    private static String parent(String name) {
        return name.indexOf('.') < 0 ? "none" : name.substring(0, name.indexOf('.'));
    }

    private static String name(JavaClass type) {
        var name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
