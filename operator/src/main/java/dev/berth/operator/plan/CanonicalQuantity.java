package dev.berth.operator.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;

/// Writes a quantity as the API server does: otherwise what is applied would never equal what is stored.
/// An exponent stays as it is written.
public final class CanonicalQuantity {
    private static final List<String> BINARY = List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki");
    private static final List<String> DECIMAL = List.of("E", "P", "T", "G", "M", "k");

    private CanonicalQuantity() {}

    public static Quantity of(String text) {
        if (text.matches(".*[eE][+-]?[0-9]+")) {
            return new Quantity(text);
        }
        Quantity parsed = Quantity.parse(text);
        BigDecimal bytes = Quantity.getAmountInBytes(parsed);
        String format = parsed.getFormat() == null ? "" : parsed.getFormat();
        BigDecimal base = BigDecimal.valueOf(format.endsWith("i") ? 1024 : 1000);
        List<String> suffixes = format.endsWith("i") ? BINARY : DECIMAL;
        for (int i = 0; i < suffixes.size(); i++) {
            BigDecimal unit = base.pow(suffixes.size() - i);
            if (bytes.remainder(unit).signum() == 0 && bytes.signum() != 0) {
                return new Quantity(bytes.divide(unit).toBigInteger().toString(), suffixes.get(i));
            }
        }
        return new Quantity(bytes.stripTrailingZeros().toPlainString());
    }
}
