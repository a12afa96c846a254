package dev.flotilla.app.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flotilla.app.settings.AppSettings.WindowPlace;
import dev.flotilla.app.ui.Appearance.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsStoreTest {
    @TempDir Path folder;

    @Test
    void whatIsChosenIsThereTheNextTime() {
        var store = new SettingsStore(folder);
        AppSettings chosen = AppSettings.DEFAULT.withTheme(Theme.DARK).withLanguage("zh-CN").withFontSize(16)
                .withEditor(new AppSettings.Editor(false, true)).withAsking(new AppSettings.Asking(false))
                .withWindow(new WindowPlace(10, 20, 1100, 700, false))
                .withRecent(List.of(new AppSettings.Recent("/w", "w", "Karmada", List.of(1, 2), 2, 1)));

        store.set(chosen);
        store.written().toCompletableFuture().join();

        assertThat(new SettingsStore(folder).get()).isEqualTo(chosen);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("settings.json"))
                .isDirectoryNotContaining(file -> !file.endsWith("settings.json"));
    }

    @Test
    void aFileOfAnEarlierVersionLacksSomeAndKeepsTheRest() throws Exception {
        Files.writeString(folder.resolve("settings.json"), """
                {"theme": "DARK", "language": "", "fontSize": 14, "editor": {"completeAsOneTypes": true, "wrap": true},
                 "recent": [], "gone": 1}""");

        AppSettings read = new SettingsStore(folder).get();

        assertThat(read.theme()).isEqualTo(Theme.DARK);
        assertThat(read.asking().beforePruning()).as("asked unless it was switched off").isTrue();
        assertThat(read.window()).isNull();
    }

    @Test
    void aFieldThatIsNoneOfOursLeavesTheOthersAlone() throws Exception {
        Files.writeString(folder.resolve("settings.json"),
                """
                        {"theme": "PINK", "fontSize": "large", "language": "zh-CN", "window": {"x": 1.5, "y": 2, "width": 900, "height": 600},
                         "recent": [{"name": "no path"}, {"path": "/w"}, 7], "dividers": {"studio": [0.25, 1]}}""");

        AppSettings read = new SettingsStore(folder).get();

        assertThat(read).isEqualTo(AppSettings.DEFAULT.withLanguage("zh-CN").withWindow(new WindowPlace(1.5, 2, 900, 600, false))
                .withRecent(List.of(new AppSettings.Recent("/w", "/w", "", List.of(), 0, 0)))
                .withDividers("studio", List.of(0.25, 1.0)));
    }

    @Test
    void manyChangesEndAsTheLastOne() {
        var store = new SettingsStore(folder);

        for (int size = 10; size <= 24; size++) {
            store.set(store.get().withFontSize(size));
        }
        store.written().toCompletableFuture().join();

        assertThat(new SettingsStore(folder).get().fontSize()).isEqualTo(24);
    }

    @Test
    void aBrokenFileMeansTheDefaults() throws Exception {
        Files.writeString(folder.resolve("settings.json"), "{\"theme\": ");

        assertThat(new SettingsStore(folder).get()).isEqualTo(AppSettings.DEFAULT);
    }
}
