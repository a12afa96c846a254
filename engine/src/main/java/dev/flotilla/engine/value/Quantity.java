package dev.flotilla.engine.value;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// Amounts as Kubernetes writes them: `500m`, `1.5`, `32Gi`, `2e3`. Equal amounts have many spellings, and API servers change one
/// into another.
///
/// Source: Kubernetes, `apimachinery/pkg/api/resource/quantity.go`.
public final class Quantity {
    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")), Map.entry("m", new BigDecimal("1e-3")), Map.entry("", BigDecimal.ONE),
            Map.entry("k", new BigDecimal("1e3")), Map.entry("M", new BigDecimal("1e6")), Map.entry("G", new BigDecimal("1e9")),
            Map.entry("T", new BigDecimal("1e12")), Map.entry("P", new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)), Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal
                    .valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)), Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal
                    .valueOf(1L << 60)));

    private Quantity() {}

    /// Empty where the text is no quantity.
    public static Optional<BigDecimal> parse(String text) {
        String trimmed = text.strip();
        int end = trimmed.length();
        while (end > 0 && !Character.isDigit(trimmed.charAt(end - 1)) && trimmed.charAt(end - 1) != '.') {
            end--;
        }
        BigDecimal factor = SUFFIXES.get(trimmed.substring(end));
        if (factor == null || end == 0) return Optional.empty();
        try {
            return Optional.of(new BigDecimal(trimmed.substring(0, end)).multiply(factor));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Plainly: thousandths as `m`, everything else as a whole number.
    public static String write(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.scale() <= 0) return plain.toPlainString();
        return plain.movePointRight(3).setScale(0, java.math.RoundingMode.CEILING).toPlainString() + "m";
    }
}
