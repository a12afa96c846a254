package dev.flotilla.app.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.ui.Appearance.Theme;

/// What a person chose about the app.
///
/// @param language BCP 47 tag such as `en` or `zh-CN`; empty follows the system
/// @param fontSize of ordinary text, in pixels
/// @param editor   how the text editor behaves
/// @param recent   workspaces opened lately, the latest first; absolute paths
/// @param dividers where the dividers of split panes were dragged to, 0 to 1, by the pane's name
public record AppSettings(Theme theme, String language, int fontSize, Editor editor, List<Recent> recent,
        Map<String, List<Double>> dividers) {
    public static final AppSettings DEFAULT = new AppSettings(Theme.SYSTEM, "", 13, Editor.DEFAULT, List.of(), Map.of());
    private static final int MOST_RECENT = 8;

    public AppSettings {
        recent = List.copyOf(recent.size() > MOST_RECENT ? recent.subList(0, MOST_RECENT) : recent);
        // settings written by an older version have none
        dividers = dividers == null ? Map.of() : Map.copyOf(dividers);
    }

    /// @param completeAsOneTypes offer completions without being asked
    /// @param wrap               break long lines on screen
    public record Editor(boolean completeAsOneTypes, boolean wrap) {
        public static final Editor DEFAULT = new Editor(true, false);
    }

    /// A workspace as last seen, so that the list can be drawn without opening anything.
    ///
    /// @param summary  one line, such as `Karmada, karmada-nginx`
    /// @param replicas by member in fleet order; empty where nothing is divided
    /// @param opened   milliseconds since 1970
    public record Recent(String path, String name, String summary, List<Integer> replicas, int members, long opened) {
        public Recent {
            replicas = List.copyOf(replicas);
        }
    }

    public AppSettings withTheme(Theme theme) {
        return new AppSettings(theme, language, fontSize, editor, recent, dividers);
    }

    public AppSettings withLanguage(String language) {
        return new AppSettings(theme, language, fontSize, editor, recent, dividers);
    }

    public AppSettings withFontSize(int fontSize) {
        return new AppSettings(theme, language, Math.clamp(fontSize, 10, 24), editor, recent, dividers);
    }

    public AppSettings withEditor(Editor editor) {
        return new AppSettings(theme, language, fontSize, editor, recent, dividers);
    }

    public AppSettings withDividers(String name, List<Double> places) {
        var changed = new HashMap<>(dividers);
        changed.put(name, List.copyOf(places));
        return new AppSettings(theme, language, fontSize, editor, recent, changed);
    }

    public AppSettings withRecent(List<Recent> recent) {
        return new AppSettings(theme, language, fontSize, editor, recent, dividers);
    }
}
