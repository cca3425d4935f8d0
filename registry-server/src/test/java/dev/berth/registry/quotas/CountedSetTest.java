package dev.berth.registry.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountedSetTest {

    @Test
    void isAMapOfMasksWhateverComesAndGoes() {
        var set = new CountedSet();
        Map<Long, Long> model = new HashMap<>();
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextInt(50_000) * 0x9E3779B97F4A7C15L;
            if (random.nextInt(3) == 0) {
                assertThat(set.remove(key)).isEqualTo(model.getOrDefault(key, 0L));
                model.remove(key);
            } else {
                long mask = 1L << random.nextInt(63);
                assertThat(set.add(key, mask)).isEqualTo(mask & ~model.getOrDefault(key, 0L));
                model.merge(key, mask, (a, b) -> a | b);
            }
        }

        Map<Long, Long> found = new HashMap<>();
        set.forEach(found::put);
        assertThat(found.remove(1L)).isEqualTo(model.remove(0L));
        assertThat(found).isEqualTo(model);
    }
}
