package dev.flotilla.app.tour;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.app.DrawsText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxToolkit;

import static org.assertj.core.api.Assertions.assertThat;

/// Each page and each question in a small window: no word is cut off.
@DrawsText
class EverythingFitsTest {
    private static final Path SAMPLE = Path.of(System.getProperty("flotilla.root"), "sample-configs", "quickstart-karmada");

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void inAWindowOf1100By700(String language, @TempDir Path folder) throws Exception {
        var found = new ArrayList<String>();

        List<Path> drawn = Tour.walk(new Tour.Options(folder, false, language, SAMPLE).sized(1100, 700).withCorners(true),
                (name, scene) -> Unfitting.in(scene).forEach(line -> found.add(name + ": " + line)));

        assertThat(drawn).hasSizeGreaterThan(30);
        assertThat(found).isEmpty();
    }
}
