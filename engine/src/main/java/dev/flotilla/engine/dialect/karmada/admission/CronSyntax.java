package dev.flotilla.engine.dialect.karmada.admission;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cron expressions as Karmada's admission takes them: five fields from minutes to weekdays; before these seconds, behind them years,
/// or both.
///
/// Source: gronx (github.com/adhocore/gronx), README and gronx.go.
final class CronSyntax {
    private static final Set<String> TAGS = Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly", "@always",
            "@everysecond", "@5minutes", "@10minutes", "@15minutes", "@30minutes");
    private static final List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT",
            "NOV",
            "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern YEAR = Pattern.compile("\\d{4}(\\D.*)?");
    private static final Pattern PART = Pattern.compile("(?<from>\\*|\\?|\\w+)(-(?<to>\\w+))?(/(?<step>\\d+))?");
    private static final Pattern MONTH_DAY = Pattern.compile("L|LW|\\d{1,2}W");
    private static final Pattern WEEK_DAY = Pattern.compile("[0-7]L|[0-7]#[1-5]");

    /// What a field may hold.
    private enum Field {
        SECOND(0, 59), MINUTE(0, 59), HOUR(0, 23), DAY(1, 31), MONTH(1, 12), WEEKDAY(0, 7), YEAR(1, 9999);

        private final int least;
        private final int most;

        Field(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    private CronSyntax() {}

    static boolean isSchedule(String expression) {
        String words = expression.strip();
        if (TAGS.contains(words.toLowerCase(Locale.ROOT))) return true;
        List<String> written = List.of(words.toUpperCase(Locale.ROOT).split("\\s+"));
        List<Field> fields = fields(written);
        if (fields.isEmpty()) return false;
        for (int i = 0; i < fields.size(); i++) {
            for (String part : written.get(i).split(",", -1)) {
                if (!isPart(part, fields.get(i))) return false;
            }
        }
        return true;
    }

    /// Six fields begin with seconds, unless the last one is a year.
    private static List<Field> fields(List<String> written) {
        return switch (written.size()) {
            case 5 -> List.of(Field.MINUTE, Field.HOUR, Field.DAY, Field.MONTH, Field.WEEKDAY);
            case 6 -> YEAR.matcher(written.getLast()).matches()
                    ? List.of(Field.MINUTE, Field.HOUR, Field.DAY, Field.MONTH, Field.WEEKDAY, Field.YEAR)
                    : List.of(Field.SECOND, Field.MINUTE, Field.HOUR, Field.DAY, Field.MONTH, Field.WEEKDAY);
            case 7 -> List.of(Field.values());
            default -> List.of();
        };
    }

    private static boolean isPart(String part, Field field) {
        String plain = plain(part, field);
        if (field == Field.DAY && MONTH_DAY.matcher(plain).matches()) return true;
        if (field == Field.WEEKDAY && WEEK_DAY.matcher(plain).matches()) return true;
        Matcher matcher = PART.matcher(plain);
        if (!matcher.matches()) return false;
        String from = matcher.group("from");
        String to = matcher.group("to");
        String step = matcher.group("step");
        boolean any = from.equals("*") || from.equals("?");
        if (any ? to != null : !isWithin(from, field)) return false;
        if (to != null && !isWithin(to, field)) return false;
        return step == null || Integer.parseInt("0" + step.substring(Math.max(0, step.length() - 9))) > 0;
    }

    /// With numbers in place of names.
    private static String plain(String part, Field field) {
        String plain = part;
        if (field == Field.MONTH) {
            for (int i = 0; i < MONTHS.size(); i++) {
                plain = plain.replace(MONTHS.get(i), String.valueOf(i + 1));
            }
        } else if (field == Field.WEEKDAY) {
            for (int i = 0; i < WEEKDAYS.size(); i++) {
                plain = plain.replace(WEEKDAYS.get(i), String.valueOf(i));
            }
        }
        return plain;
    }

    private static boolean isWithin(String number, Field field) {
        if (!number.matches("\\d{1,4}")) return false;
        int value = Integer.parseInt(number);
        return value >= field.least && value <= field.most;
    }
}
