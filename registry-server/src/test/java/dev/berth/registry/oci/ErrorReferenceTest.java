package dev.berth.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.berth.registry.ReferencePage;
import dev.berth.registry.oci.ErrorHelp.Use;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page is made from [ErrorCode], with what [ErrorHelp] says about each.
class ErrorReferenceTest {

    @Test
    void pageIsCurrent() throws IOException {
        ReferencePage.requireCurrent("errors.md", """
                # Errors of the registry server

                Every refusal has a JSON body: `{"errors": [{"code": "…", "message": "…", "detail": …}]}`. The message says what was
                wrong with this request. An answer to HEAD has the status alone. This page is generated from the server's own list.

                | code | status | when | what to do |
                |---|---|---|---|
                """ + rows(Use.SENT) + """

                ## Codes that this server does not choose
                They are the specification's and appear only where the HTTP layer itself answers with their status, or not at all.

                | code | status | when | what to do |
                |---|---|---|---|
                """ + rows(Use.UNUSED));
    }

    @Test
    void everyCodeIsExplained() {
        assertThat(ErrorHelp.values())
                .extracting(Enum::name)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    }

    @Test
    void codesThatNoCodeSendsAreNamed() {
        Set<String> sent = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.berth.registry")
                        .get(ErrorCode.class)
                        .getFieldAccessesToSelf()
                        .stream()
                        .filter(access -> !isMapping(access))
                        .map(access -> access.getTarget().getName())
                        .collect(Collectors.toSet());

        assertThat(Arrays.stream(ErrorHelp.values()).filter(help -> help.use() == Use.SENT))
                .extracting(Enum::name)
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    /// The list itself, and the table that gives the HTTP layer's answers a code.
    private static boolean isMapping(JavaFieldAccess access) {
        return Set.of("ErrorCode", "FrameworkErrors")
                .contains(access.getOriginOwner().getSimpleName());
    }

    private static String rows(Use use) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> ErrorHelp.of(code).use() == use)
                .map(code -> ErrorHelp.of(code).row(code))
                .collect(Collectors.joining());
    }
}
