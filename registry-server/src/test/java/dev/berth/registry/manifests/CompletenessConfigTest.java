package dev.berth.registry.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessConfigTest {

    @Test
    void everythingMustBeThereUnlessSaidOtherwise() {
        assertThat(read("version: 0.1")).isEqualTo(CompletenessConfig.everything());
        assertThat(read("validation: {manifests: {indexes: {platforms: All}}}"))
                .isEqualTo(CompletenessConfig.everything());
    }

    @Test
    void mistakeNamesItsKeyAndTheCure() {
        for (var settings :
                List.of("platforms: some", "platforms: list", "platforms: list, platformlist: [{os: linux}]")) {
            assertThatThrownBy(() -> read("validation: {manifests: {indexes: {" + settings + "}}}"))
                    .as(settings)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("validation.manifests.indexes.platform")
                    .hasMessageContaining("must");
        }
    }

    private static CompletenessConfig read(String settings) {
        return CompletenessConfig.from(ConfigurationNode.parse(settings));
    }
}
