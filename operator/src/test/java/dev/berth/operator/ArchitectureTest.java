package dev.berth.operator;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.berth.operator";

    /// Which package uses which: downwards only, and no more arrows than these.
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            entry("(root)", uses("endpoint", "monitoring", "reconciler", "status")),
            entry(
                    "reconciler",
                    uses(
                            "auth",
                            "availability",
                            "checks",
                            "endpoint",
                            "exposure",
                            "gc",
                            "monitoring",
                            "owned",
                            "plan",
                            "status",
                            "storage",
                            "tls",
                            "workload")),
            entry("auth", uses("owned", "plan")),
            entry("availability", uses("owned", "plan")),
            entry("checks", uses("plan", "schedule")),
            entry("exposure", uses("owned", "plan")),
            entry("gc", uses("endpoint", "owned", "plan", "schedule")),
            entry("monitoring", uses("owned", "plan", "schedule")),
            entry("status", uses("endpoint", "plan")),
            entry("storage", uses("owned", "plan")),
            entry("tls", uses("owned", "plan")),
            entry("workload", uses("owned", "plan")),
            entry("owned", uses("plan")),
            entry("endpoint", uses()),
            entry("schedule", uses()),
            entry("plan", uses())));

    @Test
    void packagesUseExactlyWhatTheMapSays() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT)) {
            if (isGenerated(type)) {
                continue;
            }
            Set<String> used = found.computeIfAbsent(part(type), _ -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !part(target).equals(part(type))) {
                    used.add(part(target));
                }
            }
        }

        assertThat(found).isEqualTo(ARROWS);
    }

    /// The definitions that Micronaut writes repeat the annotations of other packages.
    private static boolean isGenerated(JavaClass type) {
        return type.getName().contains(".$");
    }

    private static String part(JavaClass type) {
        return type.getPackageName().equals(ROOT)
                ? "(root)"
                : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static Set<String> uses(String... packages) {
        return new TreeSet<>(Arrays.asList(packages));
    }
}
