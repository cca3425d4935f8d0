package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {
    @Test
    void onlyTheImageIsNeeded() {
        OperatorConfig config = OperatorConfig.from(Map.of("BERTH_SERVER_IMAGE", "server:1"));

        assertThat(config.serverImage()).isEqualTo("server:1");
        assertThat(config.watchNamespaces()).isEmpty();
        assertThat(config.namespace()).isNull();
    }

    @Test
    void everyVariableIsRead() {
        OperatorConfig config = OperatorConfig.from(Map.of(
                "BERTH_SERVER_IMAGE", "server:1",
                "BERTH_WATCH_NAMESPACES", "a, b,,",
                "POD_NAMESPACE", "berth-system",
                "HOSTNAME", "pod-1"));

        assertThat(config.watchNamespaces()).containsExactlyInAnyOrder("a", "b");
        assertThat(config.namespace()).isEqualTo("berth-system");
        assertThat(config.instance()).isEqualTo("pod-1");
    }

    @Test
    void aMissingImageIsNamed() {
        assertThatThrownBy(() -> OperatorConfig.from(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BERTH_SERVER_IMAGE");
    }
}
