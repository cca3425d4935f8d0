package dev.berth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalQuantityTest {
    @ParameterizedTest
    @CsvSource({
        "10Gi,10Gi",
        "1024Mi,1Gi",
        "1536Mi,1536Mi",
        "1000M,1G",
        "1500M,1500M",
        "1073741824,1073741824",
        "1000000000,1G",
        "1.5Gi,1536Mi",
        "1e9,1e9"
    })
    void aQuantityIsWrittenAsTheApiServerWritesIt(String given, String canonical) {
        assertThat(CanonicalQuantity.of(given)).hasToString(canonical);
    }
}
