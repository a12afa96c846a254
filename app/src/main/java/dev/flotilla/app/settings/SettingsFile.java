package dev.flotilla.app.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.settings.AppSettings.Asking;
import dev.flotilla.app.settings.AppSettings.Editor;
import dev.flotilla.app.settings.AppSettings.Recent;
import dev.flotilla.app.settings.AppSettings.WindowPlace;
import dev.flotilla.app.ui.Appearance.Theme;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The text that [AppSettings] are kept as. Written by hand: to have a library find out the fields took a twentieth of a start.
final class SettingsFile {
    private SettingsFile() {}

    /// What is missing, or is not what it should be, is as in [AppSettings#DEFAULT].
    ///
    /// @throws IllegalArgumentException when the text is no JSON
    static AppSettings read(String text) {
        Value all = Json.read(text);
        AppSettings standard = AppSettings.DEFAULT;
        return new AppSettings(theme(all), orElse(all.textAt("language"), standard.language()),
                whole(all.get("fontSize"), standard.fontSize()),
                new Editor(bool(all.at("editor", "completeAsOneTypes"), standard.editor().completeAsOneTypes()),
                        bool(all.at("editor", "wrap"), standard.editor().wrap())),
                new Asking(bool(all.at("asking", "beforePruning"), standard.asking().beforePruning())),
                recent(all.listAt("recent")),
                window(all.mapAt("window")), dividers(all.mapAt("dividers")));
    }

    static String write(AppSettings settings) {
        var all = MapValue.builder();
        all.put("theme", Value.text(settings.theme().name()));
        all.put("language", Value.text(settings.language()));
        all.put("fontSize", Value.number(settings.fontSize()));
        all.put("editor", Value.of(Map.of("completeAsOneTypes", settings.editor().completeAsOneTypes(), "wrap",
                settings.editor().wrap())));
        all.put("asking", Value.of(Map.of("beforePruning", settings.asking().beforePruning())));
        all.put("recent", ListValue.of(settings.recent().stream().map(SettingsFile::write).toList()));
        WindowPlace window = settings.window();
        if (window != null) all.put("window", write(window));
        all.put("dividers", Value.of(settings.dividers()));
        return Json.pretty(all.build());
    }

    private static Value write(Recent recent) {
        var entry = MapValue.builder();
        entry.put("path", Value.text(recent.path()));
        entry.put("name", Value.text(recent.name()));
        entry.put("summary", Value.text(recent.summary()));
        entry.put("replicas", Value.of(recent.replicas()));
        entry.put("members", Value.number(recent.members()));
        entry.put("opened", Value.number(recent.opened()));
        return entry.build();
    }

    private static Value write(WindowPlace place) {
        var entry = MapValue.builder();
        entry.put("x", Value.number(place.x()));
        entry.put("y", Value.number(place.y()));
        entry.put("width", Value.number(place.width()));
        entry.put("height", Value.number(place.height()));
        entry.put("maximized", Value.bool(place.maximized()));
        return entry.build();
    }

    private static Theme theme(Value all) {
        String name = all.textAt("theme");
        for (Theme theme : Theme.values()) {
            if (theme.name().equals(name)) return theme;
        }
        return AppSettings.DEFAULT.theme();
    }

    private static List<Recent> recent(ListValue entries) {
        var recent = new ArrayList<Recent>();
        for (Value entry : entries) {
            String path = entry.textAt("path");
            if (path == null) continue;
            var replicas = new ArrayList<Integer>();
            entry.listAt("replicas").forEach(count -> replicas.add(whole(count, 0)));
            Long opened = entry.intAt("opened");
            recent.add(new Recent(path, orElse(entry.textAt("name"), path), orElse(entry.textAt("summary"), ""), replicas,
                    whole(entry.get("members"), 0), opened == null ? 0 : opened));
        }
        return recent;
    }

    private static @Nullable WindowPlace window(MapValue place) {
        return place.isEmpty()
                ? null
                : new WindowPlace(number(place.get("x")), number(place.get("y")), number(place.get("width")),
                        number(place.get("height")), place.isTrueAt("maximized"));
    }

    private static Map<String, List<Double>> dividers(MapValue panes) {
        var dividers = new HashMap<String, List<Double>>();
        for (var pane : panes) {
            var places = new ArrayList<Double>();
            if (pane.getValue() instanceof ListValue list) list.forEach(place -> places.add(number(place)));
            dividers.put(pane.getKey(), places);
        }
        return dividers;
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static boolean bool(@Nullable Value value, boolean otherwise) {
        return value instanceof Value.Bool(boolean b) ? b : otherwise;
    }

    private static int whole(@Nullable Value value, int otherwise) {
        return value instanceof Value.Int(long n) ? Math.clamp(n, Integer.MIN_VALUE, Integer.MAX_VALUE) : otherwise;
    }

    private static double number(@Nullable Value value) {
        return switch (value) {
            case Value.Int(long n) -> n;
            case Value.Dec(double d) -> d;
            case null, default -> 0;
        };
    }
}
