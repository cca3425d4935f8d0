package dev.berth.operator.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/// A quantity of bytes in the server's words: `5Gi` is its `5GiB`.
final class ByteSize {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final long STEP = 1024;

    /// The server reads twelve digits; beyond, fractions of a unit don't matter.
    private static final long MOST_DIGITS = 1_000_000_000_000L;

    private ByteSize() {}

    static String forServer(String quantity) {
        long number = Quantity.getAmountInBytes(Quantity.parse(quantity)).longValue();
        int unit = 0;
        while (unit < UNITS.size() - 1 && (number >= MOST_DIGITS || (number != 0 && number % STEP == 0))) {
            number /= STEP;
            unit++;
        }
        return number + UNITS.get(unit);
    }
}
