package dev.flotilla.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/// An amount as Kubernetes writes it: `500m`, `1.5`, `32Gi`, `2e3`. Equal amounts have many spellings, and API servers change one
/// into another.
///
/// Source: apimachinery: pkg/api/resource/quantity.go.
///
/// @param amount in whole units
public record Quantity(BigDecimal amount) {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    private static final String BINARY = "KMGTPE";
    /// By power of thousand, from -3 on; the one in the middle stands for none.
    private static final String DECIMAL = "num kMGTPE";
    private static final int MOST_EXPONENT_DIGITS = 4;
    private static final int STEP_BITS = 10;
    private static final BigInteger STEP = BigInteger.ONE.shiftLeft(STEP_BITS);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /// How the unit of a text is written.
    private enum Family {
        BINARY, DECIMAL, EXPONENT
    }

    /// `null` when the text is no quantity.
    public static @Nullable Quantity parse(String text) {
        int unit = unit(text);
        if (unit < 0) return null;
        var number = new BigDecimal(text.substring(0, unit));
        String suffix = text.substring(unit);
        return switch (family(suffix)) {
            case null -> null;
            case BINARY -> new Quantity(number.multiply(new BigDecimal(STEP.pow(BINARY.indexOf(suffix.charAt(0)) + 1))));
            case DECIMAL -> new Quantity(suffix.isEmpty()
                    ? number
                    : number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix.charAt(0)) - 3)));
            case EXPONENT -> new Quantity(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))));
        };
    }

    /// Where the number of a text ends, or -1 where it does not begin with one.
    private static int unit(String text) {
        int i = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int digits = 0;
        int points = 0;
        while (i < text.length() && (isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            if (text.charAt(i) == '.') {
                points++;
            } else {
                digits++;
            }
            i++;
        }
        return digits == 0 || points > 1 ? -1 : i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable Family family(String suffix) {
        int length = suffix.length();
        if (length == 0) return Family.DECIMAL;
        if (length == 1) return suffix.charAt(0) != ' ' && DECIMAL.indexOf(suffix.charAt(0)) >= 0 ? Family.DECIMAL : null;
        if (length == 2 && suffix.charAt(1) == 'i') return BINARY.indexOf(suffix.charAt(0)) >= 0 ? Family.BINARY : null;
        if (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E') return null;
        int from = suffix.charAt(1) == '-' || suffix.charAt(1) == '+' ? 2 : 1;
        if (from == length || length - from > MOST_EXPONENT_DIGITS) return null;
        return suffix.chars().skip(from).allMatch(c -> isDigit((char) c)) ? Family.EXPONENT : null;
    }

    /// The quantity, or zero where there is none or it cannot be read.
    public static Quantity orZero(@Nullable String text) {
        Quantity quantity = text == null ? null : parse(text);
        return quantity == null ? ZERO : quantity;
    }

    /// As an API server writes it: with the largest unit of its own kind that leaves a whole number (`1000m` is `1`, `1024Mi` is
    /// `1Gi`, `0.5` is `500m`).
    ///
    /// @return the text itself where it is no quantity
    public static String canonical(String text) {
        Quantity quantity = parse(text);
        if (quantity == null) return text;
        return switch (family(text.substring(unit(text)))) {
            case BINARY -> quantity.binary();
            case EXPONENT -> quantity.exponent();
            case DECIMAL -> quantity.decimal();
            case null -> throw new IllegalStateException("what is a quantity has a unit: " + text);
        };
    }

    /// Whether the text is written with a power of 1024.
    public static boolean isBinary(String text) {
        return text.endsWith("i");
    }

    public Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(amount.subtract(other.amount));
    }

    public Quantity times(long count) {
        return new Quantity(amount.multiply(BigDecimal.valueOf(count)));
    }

    /// Whole units, rounded up; what does not fit 64 bits is their largest or smallest number.
    public long value() {
        return whole(amount);
    }

    /// Thousandths, rounded up; what does not fit 64 bits is their largest or smallest number.
    public long milliValue() {
        return whole(amount.scaleByPowerOfTen(3));
    }

    private static long whole(BigDecimal amount) {
        BigDecimal whole = amount.setScale(0, RoundingMode.CEILING);
        if (whole.compareTo(LARGEST) > 0) return Long.MAX_VALUE;
        return whole.compareTo(LARGEST.negate()) < 0 ? Long.MIN_VALUE : whole.longValue();
    }

    /// With the largest of n, u, m, k, M … that keeps the number whole; finer than a billionth is rounded away from zero.
    public String decimal() {
        BigDecimal small = fine();
        int exponent = Math.min(thousands(small), 18);
        return digits(small, exponent) + DECIMAL.substring(exponent / 3 + 3, exponent / 3 + 4).strip();
    }

    /// With the largest power of 1000 that keeps the number whole, such as `2e3`.
    private String exponent() {
        BigDecimal small = fine();
        int exponent = thousands(small);
        return digits(small, exponent) + (exponent == 0 ? "" : "e" + exponent);
    }

    private BigDecimal fine() {
        return amount.setScale(9, RoundingMode.UP).stripTrailingZeros();
    }

    private static int thousands(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.floorDiv(-number.scale(), 3) * 3;
    }

    private static String digits(BigDecimal number, int exponent) {
        return number.scaleByPowerOfTen(-exponent).toBigIntegerExact().toString();
    }

    /// With the largest of Ki, Mi … that keeps the number whole; small and broken amounts are written as decimals.
    public String binary() {
        if (amount.stripTrailingZeros().scale() > 0 || amount.abs().compareTo(new BigDecimal(STEP)) < 0) return decimal();
        BigInteger number = amount.toBigIntegerExact();
        int power = Math.min(number.getLowestSetBit() / STEP_BITS, BINARY.length());
        return power == 0 ? number.toString() : number.shiftRight(power * STEP_BITS).toString() + BINARY.charAt(power - 1) + "i";
    }
}
