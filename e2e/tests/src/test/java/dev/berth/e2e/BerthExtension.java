package dev.berth.e2e;

import dev.berth.e2e.kubernetes.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test the shared installation and a namespace of its own; when the test fails, keeps what one looks at first
/// in `target/diagnostics`, before the namespace goes.
final class BerthExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(BerthExtension.class);
    private static final int TAIL = 40;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Berth.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Berth.class) {
            return Berth.shared();
        }
        return context.getStore(STORE)
                .getOrComputeIfAbsent(
                        parameter.getIndex(),
                        _ -> TestNamespace.create(Berth.shared(), context.getRequiredTestClass()),
                        TestNamespace.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isPresent()) {
            var folder = Path.of(
                    "target/diagnostics",
                    context.getRequiredTestClass().getSimpleName(),
                    context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-"));
            keep(Files.createDirectories(folder));
        }
    }

    private static void keep(Path folder) throws IOException {
        for (Map.Entry<String, String> report :
                new Diagnostics(Berth.shared().kubectl()).collect().entrySet()) {
            Files.writeString(folder.resolve(report.getKey()), report.getValue());
        }
        System.out.println(
                "What the cluster looked like is in " + folder.toAbsolutePath() + "; the operator said last:");
        Files.readAllLines(folder.resolve("operator.log")).reversed().stream()
                .limit(TAIL)
                .toList()
                .reversed()
                .forEach(System.out::println);
    }
}
