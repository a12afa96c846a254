package dev.flotilla.engine.sandbox.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `500m`, `1.5Gi`, `2`: resource quantities, in thousandths.
///
/// Source: kubernetes `staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go`.
public final class Quantity {
    private static final Pattern FORM = Pattern
            .compile("([+-]?[0-9]*\\.?[0-9]+|[+-]?[0-9]+\\.)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]+)?");
    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(Map.entry("n", new BigDecimal("1e-9")), Map.entry("u",
            new BigDecimal("1e-6")), Map.entry("m", new BigDecimal("1e-3")), Map.entry("k", new BigDecimal("1e3")),
            Map.entry("M",
                    new BigDecimal("1e6")),
            Map.entry("G", new BigDecimal("1e9")), Map.entry("T", new BigDecimal("1e12")), Map.entry("P",
                    new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")), Map.entry("Ki", binary(10)), Map.entry("Mi",
                    binary(20)),
            Map.entry("Gi", binary(30)), Map.entry("Ti", binary(40)), Map.entry("Pi", binary(50)), Map
                    .entry("Ei", binary(60)));
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P", "E");

    private Quantity() {}

    private static BigDecimal binary(int bits) {
        return BigDecimal.TWO.pow(bits);
    }

    public static boolean isQuantity(String text) {
        return FORM.matcher(text).matches();
    }

    /// Thousandths, rounded up; 0 for what is no quantity.
    public static long milli(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) return 0;
        return value(matcher).movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
    }

    private static BigDecimal value(Matcher matcher) {
        var number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix == null) return number;
        BigDecimal factor = FACTORS.get(suffix);
        return number.multiply(factor == null ? new BigDecimal("1" + suffix) : factor);
    }

    /// The form in which the server writes a quantity: the largest suffix of its family that leaves a whole number
    /// (`1000m` is `1`, `1024Mi` is `1Gi`, `0.5` is `500m`).
    public static String canonical(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) return text;
        BigDecimal value = value(matcher);
        String suffix = matcher.group(2);
        if (value.signum() == 0) return "0";
        if (suffix != null && suffix.toLowerCase(java.util.Locale.ROOT).startsWith("e") && suffix.length() > 1) return text;
        boolean binary = suffix != null && suffix.endsWith("i");
        if (binary && value.abs().compareTo(BigDecimal.valueOf(1024)) >= 0)
            return scaled(value, BINARY, BigDecimal.valueOf(1024));
        if (isWhole(value)) return binary ? value.toBigInteger().toString() : scaled(value, DECIMAL, BigDecimal.valueOf(1000));
        if (isWhole(value.movePointRight(3))) return value.movePointRight(3).toBigInteger() + "m";
        if (isWhole(value.movePointRight(6))) return value.movePointRight(6).toBigInteger() + "u";
        return value.movePointRight(9).setScale(0, RoundingMode.CEILING).toBigInteger() + "n";
    }

    private static boolean isWhole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0;
    }

    private static String scaled(BigDecimal value, List<String> suffixes, BigDecimal step) {
        BigDecimal rest = value;
        int i = 0;
        while (i + 1 < suffixes.size() && isWhole(rest.divide(step, 30, RoundingMode.DOWN))
                && rest.remainder(step).signum() == 0) {
            rest = rest.divide(step, 30, RoundingMode.DOWN).stripTrailingZeros();
            i++;
        }
        if (!isWhole(rest)) return value.movePointRight(3).setScale(0, RoundingMode.CEILING).toBigInteger() + "m";
        return rest.toBigInteger() + suffixes.get(i);
    }
}
