package dev.berth.registry.gc.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestSetTest {
    @Test
    void holdsWhatWasAddedAndNothingElse() {
        DigestSet set = new DigestSet();
        IntStream.range(0, 5000).forEach(i -> assertThat(set.add(digest(i))).isTrue());
        IntStream.range(0, 5000).forEach(i -> assertThat(set.add(digest(i))).isFalse());

        assertThat(set.size()).isEqualTo(5000);
        assertThat(IntStream.range(0, 5000).allMatch(i -> set.contains(digest(i))))
                .isTrue();
        assertThat(IntStream.range(5000, 10_000).noneMatch(i -> set.contains(digest(i))))
                .isTrue();
    }

    @Test
    void holdsDigestsOfOtherAlgorithmsAndTheOneOfZeroes() {
        DigestSet set = new DigestSet();
        Digest zeroes = Digest.parse("sha256:" + "0".repeat(64));
        Digest large = Digest.of(DigestAlgorithm.SHA512, new byte[] {1});
        assertThat(set.contains(zeroes)).isFalse();

        assertThat(set.add(zeroes)).isTrue();
        assertThat(set.add(large)).isTrue();

        assertThat(set.contains(zeroes)).isTrue();
        assertThat(set.contains(large)).isTrue();
        assertThat(set.size()).isEqualTo(2);
    }

    @Test
    void digestsThatShareTheirFirstPartAreToldApart() {
        DigestSet set = new DigestSet();
        String shared = "ab".repeat(8);
        IntStream.range(0, 600).forEach(i -> set.add(Digest.parse("sha256:" + shared + "%048x".formatted(i))));

        assertThat(set.size()).isEqualTo(600);
        assertThat(set.contains(Digest.parse("sha256:" + shared + "%048x".formatted(599))))
                .isTrue();
        assertThat(set.contains(Digest.parse("sha256:" + shared + "%048x".formatted(600))))
                .isFalse();
    }

    private static Digest digest(int seed) {
        return Digest.sha256(Integer.toString(seed).getBytes(StandardCharsets.UTF_8));
    }
}
