package dev.flotilla.app.i18n;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.FieldPosition;
import java.text.Format;
import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.sync.StepOutcome;
import org.jspecify.annotations.Nullable;

/// All sentences of one language. Immutable but for a cache; safe from any thread.
public final class Messages {
    /// Every area that may have sentences. One without a file yet is no error.
    static final List<String> AREAS = List.of("cli", "cluster", "field", "fleet", "history", "karmada", "karmada-render",
            "kubefed", "kubernetes",
            "plan", "sandbox",
            "settings",
            "shell", "status", "studio", "sync", "text", "ui", "welcome", "workspace");

    /// Areas that only somebody who looks into a text asks for; a command that plans never reads them.
    static final Set<String> LATE = Set.of("kubernetes");

    /// Sentences that name a type, and which argument that is: the engine's name for it becomes a word of the language.
    static final Map<String, Integer> TYPES = Map.of("diagnostic.document.wrong-type", 1, "diagnostic.workspace.wrong-type", 1,
            "diagnostic.karmada.wrong-type", 1, "diagnostic.kubefed.wrong-type", 1, "reason.karmada.field-type", 2,
            "reason.karmada.override-field-type", 2);

    private final Locale locale;
    private final Map<String, String> patterns;
    private final List<String> suffixes;
    private volatile @Nullable Map<String, String> late;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private Messages(Locale locale, String... suffixes) {
        this.locale = locale;
        this.suffixes = List.of(suffixes);
        this.patterns = patterns(false);
    }

    /// Simplified Chinese for any Chinese locale, English for all others. Each is read once.
    public static Messages of(Locale locale) {
        return locale.getLanguage().equals("zh") ? Chinese.SENTENCES : English.SENTENCES;
    }

    public static Messages english() {
        return English.SENTENCES;
    }

    private static final class English {
        static final Messages SENTENCES = new Messages(Locale.ENGLISH, "");
    }

    /// What has no Chinese sentence yet is said in English.
    private static final class Chinese {
        static final Messages SENTENCES = new Messages(Locale.SIMPLIFIED_CHINESE, "", "_zh");
    }

    /// @param ofLate those of the late areas, or of all others
    private Map<String, String> patterns(boolean ofLate) {
        var read = new HashMap<String, String>();
        for (String suffix : suffixes) {
            AREAS.stream().filter(area -> LATE.contains(area) == ofLate).forEach(area -> read.putAll(area(area, suffix)));
        }
        return Map.copyOf(read);
    }

    private Map<String, String> late() {
        Map<String, String> known = late;
        if (known == null) {
            known = patterns(true);
            late = known;
        }
        return known;
    }

    /// @param suffix empty for English, or `_zh`
    static Map<String, String> area(String area, String suffix) {
        try (InputStream in = Messages.class.getResourceAsStream(area + suffix + ".properties")) {
            if (in == null) return Map.of();
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            var texts = new HashMap<String, String>();
            properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Locale locale() {
        return locale;
    }

    public boolean has(String key) {
        return patterns.containsKey(key);
    }

    /// The text at `key` as the file has it, or `null`.
    public @Nullable String pattern(String key) {
        return patterns.get(key);
    }

    public Set<String> keys() {
        return patterns.keySet();
    }

    /// The sentence at `key`. A key without one gives the key and its arguments, so that nothing is lost on the way to the reader.
    ///
    /// `{0}` shows a number as it is written in a file; `{0,number}` groups its digits.
    public String get(String key, Object... arguments) {
        return get(key, List.of(arguments));
    }

    public String get(String key, List<Object> arguments) {
        String pattern = patterns.get(key);
        if (pattern == null) return arguments.isEmpty() ? key : key + " " + arguments;
        MessageFormat format = formats.computeIfAbsent(key, _ -> format(pattern));
        return ((MessageFormat) format.clone()).format(spoken(key, arguments).toArray());
    }

    private List<Object> spoken(String key, List<Object> arguments) {
        Integer at = TYPES.get(key);
        if (at == null || at >= arguments.size()) return arguments;
        String word = patterns.get(typeKey(arguments.get(at)));
        if (word == null) return arguments;
        var spoken = new ArrayList<>(arguments);
        spoken.set(at, word);
        return spoken;
    }

    /// @param type as the engine names it, such as `list-of-strings`
    static String typeKey(Object type) {
        return "type." + type.toString().replace('_', '-');
    }

    private MessageFormat format(String pattern) {
        var format = new MessageFormat(pattern, locale);
        Format[] elements = format.getFormats();
        for (int i = 0; i < elements.length; i++) {
            if (elements[i] == null) format.setFormat(i, AsWritten.INSTANCE);
        }
        return format;
    }

    /// What a field is for, as it is said of it where it stands, or else of every field of its name; `null` where nothing is said.
    /// Reads what is said of Kubernetes' own fields when it is first asked for one of them.
    ///
    /// @param doc such as `field.karmada.Toleration.key`
    public @Nullable String field(String doc) {
        Map<String, String> said = doc.startsWith("field.kubernetes.") ? late() : patterns;
        if (said.containsKey(doc)) return plain(said, doc);
        int holder = doc.indexOf('.', doc.indexOf('.') + 1);
        int name = doc.lastIndexOf('.');
        if (holder < 0 || holder >= name) return null;
        String anywhere = doc.substring(0, holder) + doc.substring(name);
        return said.containsKey(anywhere) ? plain(said, anywhere) : null;
    }

    private static @Nullable String plain(Map<String, String> said, String key) {
        String pattern = said.get(key);
        return pattern == null ? null : new MessageFormat(pattern, Locale.ENGLISH).format(new Object[0]);
    }

    public String severity(Severity severity) {
        return get("severity." + severity.name().toLowerCase(Locale.ROOT));
    }

    /// What is wrong.
    public String diagnostic(Diagnostic diagnostic) {
        return get("diagnostic." + diagnostic.code(), diagnostic.arguments());
    }

    /// What to do about it, or `null` where the sentence says it all.
    public @Nullable String hint(Diagnostic diagnostic) {
        String key = "diagnostic." + diagnostic.code() + ".hint";
        return has(key) ? get(key, diagnostic.arguments()) : null;
    }

    /// Why a cluster could not do it.
    public String failure(ClusterFailure failure) {
        return get("failure." + failure.code(), failure.arguments());
    }

    /// What to do about it, or `null` where the sentence says it all.
    public @Nullable String failureHint(ClusterFailure failure) {
        String key = "failure." + failure.code() + ".hint";
        return has(key) ? get(key, failure.arguments()) : null;
    }

    public String reason(Reason reason) {
        return get("reason." + reason.code(), reason.arguments());
    }

    /// Why an object came out of a run as it did; as history keeps it.
    public String why(StepOutcome.Why why) {
        String failure = "failure." + why.code();
        return get(has(failure) ? failure : "reason." + why.code(), why.arguments());
    }

    /// @param step as in `StepResult`
    public String step(String dialect, String step) {
        return get("step." + dialect + "." + step);
    }

    public String fix(QuickFix fix) {
        return get(fix.code().startsWith("fix.") ? fix.code() : "fix." + fix.code(), fix.arguments());
    }

    /// Anything as it prints itself.
    private static final class AsWritten extends Format {
        private static final long serialVersionUID = 1;
        static final AsWritten INSTANCE = new AsWritten();

        @Override
        public StringBuffer format(@Nullable Object object, StringBuffer out, FieldPosition position) {
            return out.append(object);
        }

        @Override
        public Object parseObject(String source, ParsePosition position) {
            throw new UnsupportedOperationException("sentences are written, never read");
        }
    }
}
