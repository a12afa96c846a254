package dev.flotilla.engine.dialect.karmada.interpret;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Kubernetes quantities, read and written in canonical form.
///
/// Source: apimachinery: pkg/api/resource/quantity.go.
final class Amount {
    private static final Pattern QUANTITY = Pattern
            .compile("([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))([numkMGTPE]?|[KMGTPE]i|[eE][+-]?[0-9]{1,4})");
    private static final String BINARY = "KMGTPE";
    private static final String DECIMAL = "num kMGTPE";
    private static final BigInteger STEP = BigInteger.valueOf(1024);

    private Amount() {}

    static boolean isQuantity(String text) {
        return parse(text) != null;
    }

    /// The number of whole units, or `null` for what is no quantity.
    static @Nullable BigDecimal parse(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) return null;
        var number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix.isEmpty()) return number;
        if (suffix.endsWith("i")) return number.multiply(new BigDecimal(STEP.pow(BINARY.indexOf(suffix.charAt(0)) + 1)));
        if (suffix.length() == 1) return number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix.charAt(0)) - 3));
        return number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
    }

    /// Whether the text is written with a power of 1024.
    static boolean isBinary(String text) {
        return text.endsWith("i");
    }

    static BigInteger roundedUp(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.UP).toBigInteger();
    }

    /// With the largest of the suffixes n, u, m, k, M … that keeps the number whole.
    static String decimal(BigDecimal amount) {
        BigDecimal small = amount.setScale(9, RoundingMode.UP).stripTrailingZeros();
        if (small.signum() == 0) return "0";
        int exponent = Math.min(Math.floorDiv(-small.scale(), 3) * 3, 18);
        return small.scaleByPowerOfTen(-exponent).toBigIntegerExact()
                + DECIMAL.substring(exponent / 3 + 3, exponent / 3 + 4).trim();
    }

    /// With the largest of the suffixes Ki, Mi … that keeps the number whole; small and broken amounts are written as decimals.
    static String binary(BigDecimal amount) {
        if (amount.stripTrailingZeros().scale() > 0 || amount.abs().compareTo(new BigDecimal(STEP)) < 0) return decimal(amount);
        BigInteger number = amount.toBigIntegerExact();
        int power = 0;
        while (power < BINARY.length() && number.mod(STEP).signum() == 0) {
            number = number.divide(STEP);
            power++;
        }
        return power == 0 ? number.toString() : number.toString() + BINARY.charAt(power - 1) + "i";
    }
}
