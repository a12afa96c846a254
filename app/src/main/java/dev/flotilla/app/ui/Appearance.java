package dev.flotilla.app.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.Dialog;
import javafx.scene.text.Font;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import org.jspecify.annotations.Nullable;

/// Fonts, colours and sizes of every scene, changeable while it is on screen. Used on the FX thread only.
public final class Appearance {
    /// Whose colours.
    public enum Theme {
        SYSTEM, LIGHT, DARK
    }

    private static final String ROOT = "/dev/flotilla/app/";
    private static final List<String> FONTS = List.of("FlotillaSans", "FlotillaSansMedium", "FlotillaSansSemiBold",
            "FlotillaMono");
    private static final List<String> FEATURES = List.of("ui", "shell", "workspace", "editor", "plan", "welcome", "settings",
            "fleet",
            "sync", "status", "history");

    private final Set<Scene> scenes = Collections.newSetFromMap(new WeakHashMap<>());
    /// The preferences outlive every window, and must not keep one.
    private final ChangeListener<ColorScheme> follow = (_, _, _) -> apply();
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(this, "dark");
    private Theme theme = Theme.SYSTEM;
    private int fontSize = 13;

    /// Loads the bundled fonts, which must happen before the first scene is made: on a machine without any font, JavaFX breaks.
    public Appearance() {
        for (String font : FONTS) {
            try (InputStream in = Appearance.class.getResourceAsStream(ROOT + "theme/fonts/" + font + ".ttf")) {
                if (in == null || Font.loadFont(in, 13) == null) throw new IllegalStateException("cannot load font " + font);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Platform.getPreferences().colorSchemeProperty().addListener(new WeakChangeListener<>(follow));
    }

    /// @param fontSize of ordinary text, in pixels, 10 to 24; everything else follows
    public void set(Theme theme, int fontSize) {
        this.theme = theme;
        this.fontSize = Math.clamp(fontSize, 10, 24);
        apply();
    }

    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    /// Gives a scene our looks, now and after every change.
    public void dress(Scene scene) {
        scenes.add(scene);
        scene.getStylesheets().setAll(sheets());
    }

    /// As [#dress(Scene)], for a dialog.
    public void dress(Dialog<?> dialog) {
        dress(dialog.getDialogPane().getScene());
    }

    private void apply() {
        boolean on = switch (theme) {
            case DARK -> true;
            case LIGHT -> false;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        dark.set(on);
        Application.setUserAgentStylesheet(
                on ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scenes.forEach(scene -> scene.getStylesheets().setAll(sheets()));
    }

    private List<String> sheets() {
        var sheets = new ArrayList<String>();
        sheets.add(required("theme/tokens-" + (dark.get() ? "dark" : "light") + ".css"));
        sheets.add(required("theme/base.css"));
        for (String feature : FEATURES) {
            URL sheet = Appearance.class.getResource(ROOT + feature + "/" + feature + ".css");
            if (sheet != null) sheets.add(sheet.toExternalForm());
        }
        sheets.add("data:text/css;charset=utf-8,.root%7B-fx-font-size:" + fontSize + "px;%7D");
        return sheets;
    }

    private static String required(String name) {
        @Nullable URL url = Appearance.class.getResource(ROOT + name);
        if (url == null) throw new IllegalStateException("no " + name);
        return url.toExternalForm();
    }
}
