package dev.flotilla.engine.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;

/// Edits of a `flotilla.yaml` as text: its comments and order stay. Each takes the whole text, which may be empty, and gives the
/// whole text; empty where the file is written in a way that is not changed by itself.
public final class SettingsEdits {
    private static final String NEW = "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\n";
    private static final FieldPath DRIFT = FieldPath.of("spec", "drift");
    private static final FieldPath LEFT = DRIFT.key("leaveAlone");

    private SettingsEdits() {}

    /// Switches self-healing on or off.
    public static Optional<String> selfHeal(String text, boolean on) {
        String base = base(text);
        return edits(base).flatMap(edits -> edits.set(DRIFT.key("selfHeal"), Value.bool(on))).map(edit -> applied(base, edit));
    }

    /// Fields to be left to whoever set them, from now on.
    public static Optional<String> leaveAlone(String text, LeftAlone one) {
        String base = base(text);
        List<LeftAlone> all = left(base);
        for (int i = 0; i < all.size(); i++) {
            if (!isSame(all.get(i), one)) continue;
            var fields = new ArrayList<>(all.get(i).fields());
            one.fields().stream().filter(field -> !fields.contains(field)).forEach(fields::add);
            FieldPath place = LEFT.index(i).key("fields");
            return edits(base).flatMap(edits -> edits.set(place, ListValue.ofTexts(fields))).map(edit -> applied(base, edit));
        }
        return edits(base).flatMap(edits -> edits.set(LEFT.index(all.size()), item(one))).map(edit -> applied(base, edit));
    }

    /// The same fields are Flotilla's again.
    public static Optional<String> watchAgain(String text, LeftAlone one) {
        List<LeftAlone> all = left(text);
        for (int i = 0; i < all.size(); i++) {
            if (!isSame(all.get(i), one)) continue;
            FieldPath place = LEFT.index(i);
            List<String> rest = all.get(i).fields().stream().filter(field -> !one.fields().contains(field)).toList();
            return edits(text).flatMap(edits -> rest.isEmpty()
                    ? edits.prune(place)
                    : edits.set(place.key("fields"), ListValue.ofTexts(rest))).map(edit -> applied(text, edit));
        }
        return Optional.of(text);
    }

    private static boolean isSame(LeftAlone there, LeftAlone one) {
        return there.cluster().equals(one.cluster()) && there.object().key().equals(one.object().key());
    }

    private static String base(String text) {
        return text.isBlank() ? NEW : text;
    }

    private static Optional<YamlEdits> edits(String text) {
        List<YamlDocument> documents = YamlReader.read(new SourceFile(Workspace.SETTINGS_FILE, text)).documents();
        return documents.stream().findFirst().map(YamlEdits::new);
    }

    private static String applied(String text, TextEdit edit) {
        return text.substring(0, edit.range().start()) + edit.newText() + text.substring(edit.range().end());
    }

    /// As written, so that an entry's place in the list is its place in the file.
    private static List<LeftAlone> left(String text) {
        return SettingsReader.read(new SourceFile(Workspace.SETTINGS_FILE, text), "").settings().drift().leaveAlone();
    }

    private static MapValue item(LeftAlone one) {
        var item = MapValue.builder();
        if (!one.cluster().isEmpty()) item.put("cluster", one.cluster());
        item.put("apiVersion", one.object().apiVersion()).put("kind", one.object().kind());
        if (one.object().namespace() != null) item.put("namespace", one.object().namespace());
        return item.put("name", one.object().name()).put("fields", ListValue.ofTexts(one.fields())).build();
    }
}
