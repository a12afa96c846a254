package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A start that names a workspace.
class StartUiTest {
    @Nested
    class OfAWorkspace extends WindowTest {
        @Override
        void begin() throws Exception {
            desktop.open(sample("quickstart-karmada"));
            desktop.show();
            assertThat(words(root())).as("before it has been read").contains("Opening the workspace…");
        }

        @Test
        void endsInTheStudioWithoutTheWelcome() throws Exception {
            await("the split", () -> words(root()).contains("karmada-worker02"));

            assertThat(words(root())).doesNotContain("Opening the workspace…");
        }
    }

    @Nested
    class OfNothing extends WindowTest {
        @Override
        void begin() throws Exception {
            Path file = Files.createTempDirectory(folder, "broken").resolve("flotilla.yaml");
            Files.writeString(file, "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\n");
            desktop.open(file.resolveSibling("gone"));
            desktop.show();
        }

        @Test
        void saysWhyAndEndsInTheWelcome() throws Exception {
            await("the reason", () -> listTargetWindows().stream()
                    .anyMatch(window -> words(window.getScene().getRoot()).stream()
                            .anyMatch(word -> word.contains("gone cannot be opened"))));

            clickOn("Close");

            await("the welcome", () -> words(root()).contains("Walk-throughs"));
        }
    }

    @Nested
    class OfANewcomer extends WindowTest {
        @Test
        void doesOnEnterWhatTheFirstWaySays() throws Exception {
            await("the keyboard on the first way", () -> desktop.scene().getFocusOwner() != null
                    && "Open sandbox fleet (no cluster needed)".equals(desktop.scene().getFocusOwner().getAccessibleText()));

            type(KeyCode.ENTER);

            await("the sandbox", () -> words(root()).contains("karmada-worker02"));
        }
    }
}
