package dev.berth.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
                    nearly full, 299 - "nearly full"
                    say "no", 299 - "say \\"no\\""
                    a\\b, 299 - "a\\\\b"
                    größe, 299 - "gr??e"
                    """)
    void textIsQuoted(String text, String header) {
        assertThat(new Warning(text).header()).isEqualTo(header);
    }

    @Test
    void noLineCanBeAdded() {
        assertThat(new Warning("a\r\nSet-Cookie: b").header()).isEqualTo("299 - \"a??Set-Cookie: b\"");
    }

    @ParameterizedTest
    @CsvSource({"4080, 4088", "5000, 4096"})
    void longTextIsCut(int length, int expected) {
        assertThat(new Warning("x".repeat(length)).header()).hasSize(expected).endsWith("\"");
    }

    @Test
    void cutLeavesNoHalfEscape() {
        for (int before = 0; before < 2; before++) {
            var header = new Warning("x".repeat(before) + "\"".repeat(3000)).header();

            assertThat(header).matches("299 - \"x?(\\\\\")+\\.\\.\\.\"").hasSizeLessThanOrEqualTo(4096);
        }
    }
}
