package dev.berth.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", "a.b", "a_b", "a__b", "a-b", "a---b", "0/1", "blobs/uploads", "x.y/z-0__1"})
    void repositoryNameInGrammar(String name) {
        assertThat(RepositoryName.parse(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "a/", "/a", "a//b", "A", "a_", "_a", "a___b", "a..b", "-a", "a.", "ä", "a b", "a\n"})
    void repositoryNameOutOfGrammar(String name) {
        assertThatThrownBy(() -> RepositoryName.parse(name)).hasMessageContaining("NAME_INVALID");
    }

    @Test
    void repositoryNameHasAtMost255Characters() {
        assertThat(RepositoryName.isValid("a".repeat(255))).isTrue();
        assertThat(RepositoryName.isValid("a".repeat(256))).isFalse();
        assertThat(RepositoryName.isValid("a-".repeat(1 << 20))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "_", "v1.2-3", "A", "0"})
    void tagInGrammar(String tag) {
        assertThat(Tag.parse(tag).value()).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a/b", "a:b", "a b", "ä", "..", "a\n"})
    void tagOutOfGrammar(String tag) {
        assertThatThrownBy(() -> Tag.parse(tag)).hasMessageContaining("TAG_INVALID");
    }

    @Test
    void tagHasAtMost128Characters() {
        assertThat(Tag.isValid("a".repeat(128))).isTrue();
        assertThat(Tag.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void digestOfBothAlgorithmsInGrammar() {
        for (var algorithm : DigestAlgorithm.values()) {
            var digest = Digest.of(algorithm, new byte[0]);
            assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "sha256", "sha256:", "sha256:00", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"})
    void digestOutOfGrammar(String digest) {
        assertThatThrownBy(() -> Digest.parse(digest)).hasMessageContaining("DIGEST_INVALID");
    }

    @Test
    void quotedTextIsShortAndHarmless() {
        assertThatThrownBy(() -> Tag.parse("x\r\ny".repeat(1000)))
                .hasMessageNotContaining("\r")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300));
    }

    @Test
    void colonTellsADigestFromATag() {
        assertThat(Reference.parse("v1")).isEqualTo(new Tag("v1"));
        assertThat(Reference.parse(Digest.sha256(new byte[0]).toString())).isInstanceOf(Digest.class);
    }
}
