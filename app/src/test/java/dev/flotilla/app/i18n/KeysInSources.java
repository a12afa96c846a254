package dev.flotilla.app.i18n;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which keys sources say: as they stand, or put together from a beginning, a word (a literal, or the name of an enum's constant) and
/// an end, each of which stands somewhere.
final class KeysInSources {
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
    private static final Pattern BLOCK = Pattern.compile("(?s)\"\"\".*?\"\"\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern BEGINNING = Pattern.compile("\"([a-z][\\w-]*(?:\\.[\\w-]+)*[.-])\"\\s*\\+");
    private static final Pattern END = Pattern.compile("\\+=?\\s*\"([.-][\\w.-]+)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    /// What `Messages` puts before a code or behind it.
    private static final List<String> OF_CODES = List.of("diagnostic.", "reason.", "fix.", "failure.");
    private static final String HINT = ".hint";

    private final Set<String> words = new HashSet<>();
    private final Set<String> beginnings = new HashSet<>();
    private final Set<String> ends = new HashSet<>(Set.of(""));

    /// @param more beginnings and words that no source spells out
    KeysInSources(Collection<String> sources, Collection<String> moreBeginnings, Collection<String> moreWords) {
        for (String source : sources) {
            String code = BLOCK.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll("");
            all(LITERAL, code).forEach(words::add);
            all(BEGINNING, code).forEach(beginnings::add);
            all(END, code).forEach(ends::add);
            CONSTANT.matcher(code).results().forEach(found -> {
                String name = found.group();
                words.addAll(List.of(name, name.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT).replace('_', '-')));
            });
        }
        beginnings.addAll(moreBeginnings);
        words.addAll(moreWords);
    }

    private static Stream<String> all(Pattern pattern, String code) {
        return pattern.matcher(code).results().map(found -> found.group(1));
    }

    boolean say(String key) {
        if (isSaid(key) || key.endsWith(HINT) && say(key.substring(0, key.length() - HINT.length()))) return true;
        return OF_CODES.stream().anyMatch(before -> key.startsWith(before) && isSaid(key.substring(before.length())));
    }

    private boolean isSaid(String key) {
        return isWord(key) || beginnings.stream()
                .anyMatch(beginning -> key.startsWith(beginning) && isWord(key.substring(beginning.length())));
    }

    private boolean isWord(String text) {
        return ends.stream()
                .anyMatch(end -> text.endsWith(end) && words.contains(text.substring(0, text.length() - end.length())));
    }
}
