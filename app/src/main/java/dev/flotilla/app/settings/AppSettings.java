package dev.flotilla.app.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.ui.Appearance.Theme;
import org.jspecify.annotations.Nullable;

/// What a person chose about the app. A file of an earlier version lacks some of it: the defaults stand in.
///
/// @param language BCP 47 tag such as `en` or `zh-CN`; empty follows the system
/// @param fontSize of ordinary text, in pixels
/// @param editor   how the text editor behaves
/// @param asking   what is asked before it is done
/// @param recent   workspaces opened lately, the latest first; absolute paths
/// @param window   where the window was last, or `null` for the standard place
/// @param dividers where the dividers of split panes were dragged to, 0 to 1, by the pane's name
public record AppSettings(Theme theme, String language, int fontSize, Editor editor, Asking asking, List<Recent> recent,
        @Nullable WindowPlace window, Map<String, List<Double>> dividers) {
    public static final AppSettings DEFAULT = new AppSettings(Theme.SYSTEM, "", 13, Editor.DEFAULT, Asking.DEFAULT, List.of(),
            null, Map.of());
    private static final int MOST_RECENT = 8;

    public AppSettings {
        recent = List.copyOf(recent.size() > MOST_RECENT ? recent.subList(0, MOST_RECENT) : recent);
        dividers = Map.copyOf(dividers);
    }

    /// @param completeAsOneTypes offer completions without being asked
    /// @param wrap               break long lines on screen
    public record Editor(boolean completeAsOneTypes, boolean wrap) {
        public static final Editor DEFAULT = new Editor(true, false);
    }

    /// @param beforePruning name what a push deletes, and ask
    public record Asking(boolean beforePruning) {
        public static final Asking DEFAULT = new Asking(true);
    }

    /// In screen pixels.
    public record WindowPlace(double x, double y, double width, double height, boolean maximized) {}

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
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, dividers);
    }

    public AppSettings withLanguage(String language) {
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, dividers);
    }

    public AppSettings withFontSize(int fontSize) {
        return new AppSettings(theme, language, Math.clamp(fontSize, 10, 24), editor, asking, recent, window, dividers);
    }

    public AppSettings withEditor(Editor editor) {
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, dividers);
    }

    public AppSettings withAsking(Asking asking) {
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, dividers);
    }

    public AppSettings withRecent(List<Recent> recent) {
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, dividers);
    }

    public AppSettings withWindow(WindowPlace window) {
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, dividers);
    }

    public AppSettings withDividers(String name, List<Double> places) {
        var changed = new HashMap<>(dividers);
        changed.put(name, List.copyOf(places));
        return new AppSettings(theme, language, fontSize, editor, asking, recent, window, changed);
    }
}
