package dev.flotilla.engine.workspace;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.text.BlockEdit;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;

/// Edits of a `flotilla.yaml` as text: its comments and order stay. Each takes the whole text and gives the whole text.
public final class SettingsEdits {
    private static final String EMPTY = "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\n";
    private static final FieldPath DRIFT = FieldPath.of("spec", "drift");
    private static final FieldPath LEFT = DRIFT.key("leaveAlone");

    private SettingsEdits() {}

    private static BlockEdit edit(String text) {
        return BlockEdit.of(Workspace.SETTINGS_FILE, text.isBlank() ? EMPTY : text);
    }

    /// Switches self-healing on or off.
    public static String selfHeal(String text, boolean on) {
        return edit(text).set(DRIFT.key("selfHeal"), Value.bool(on));
    }

    /// Fields to be left to whoever set them, from now on.
    public static String leaveAlone(String text, LeftAlone one) {
        List<LeftAlone> all = left(text);
        for (int i = 0; i < all.size(); i++) {
            LeftAlone there = all.get(i);
            if (!there.cluster().equals(one.cluster()) || !there.object().key().equals(one.object().key())) continue;
            var fields = new ArrayList<>(there.fields());
            one.fields().stream().filter(field -> !fields.contains(field)).forEach(fields::add);
            return edit(text).set(LEFT.index(i).key("fields"), ListValue.ofTexts(fields));
        }
        return edit(text).append(LEFT, Json.write(item(one)));
    }

    /// The same fields are Flotilla's again.
    public static String watchAgain(String text, LeftAlone one) {
        List<LeftAlone> all = left(text);
        for (int i = 0; i < all.size(); i++) {
            LeftAlone there = all.get(i);
            if (!there.cluster().equals(one.cluster()) || !there.object().key().equals(one.object().key())) continue;
            List<String> rest = there.fields().stream().filter(field -> !one.fields().contains(field)).toList();
            return rest.isEmpty()
                    ? edit(text).remove(LEFT.index(i))
                    : edit(text).set(LEFT.index(i).key("fields"), ListValue.ofTexts(rest));
        }
        return text;
    }

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
