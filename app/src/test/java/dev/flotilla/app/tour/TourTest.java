package dev.flotilla.app.tour;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;

import dev.flotilla.app.DrawsText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole app on simulated members: opened, changed, pushed, watched.
@DrawsText
class TourTest {
    private static final Path SAMPLE = Path.of(System.getProperty("flotilla.root"), "sample-configs", "quickstart-karmada");

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void everyPageShowsWhatItIsAbout(@TempDir Path folder) throws Exception {
        Map<String, Set<String>> words = new HashMap<>();

        List<Path> pictures = Tour.walk(new Tour.Options(folder, false, "en", SAMPLE),
                (name, scene) -> words.put(name, words(scene)));

        assertThat(pictures).extracting(picture -> picture.getFileName().toString()).contains("welcome.png", "studio.png",
                "fleet.png", "sync-review.png", "sync.png", "status.png", "history.png", "settings.png");
        for (Path picture : pictures) {
            assertThat(colours(picture)).as("colours in %s", picture.getFileName()).isGreaterThan(30);
        }
        assertThat(words.get("fleet")).contains("karmada-worker01", "karmada-worker02", "Ready", "v1.33.0");
        assertThat(words.get("sync-review")).contains("Pre-flight review", "Deployment default/karmada-nginx", "changed",
                "spec.replicas");
        assertThat(words.get("sync")).contains("Done", "Deployment default/karmada-nginx");
        assertThat(words.get("status")).contains("karmada-nginx", "3/3", "nginx-propagation", "Drift", "Restore",
                "nginx:1.19-alpine");
        assertThat(words.get("history")).contains("Complete", "Deployment default/karmada-nginx",
                "0 created, 2 changed, 0 pruned", "2 created, 0 changed, 0 pruned");
    }

    private static Set<String> words(Scene scene) {
        var words = new HashSet<String>();
        collect(scene.getRoot(), words);
        return words;
    }

    private static void collect(Node node, Set<String> words) {
        if (!node.isVisible()) return;
        if (node instanceof Labeled labeled && labeled.getText() != null) words.add(labeled.getText());
        if (node instanceof Text text) words.add(text.getText());
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, words));
    }

    private static long colours(Path picture) throws Exception {
        var image = ImageIO.read(picture.toFile());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).distinct().count();
    }
}
