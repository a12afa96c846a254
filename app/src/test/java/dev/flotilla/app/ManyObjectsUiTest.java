package dev.flotilla.app;

import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// A policy that many objects fall under.
class ManyObjectsUiTest extends WindowTest {
    private static final int MANY = 30;

    @Test
    void itsAccountLeavesTheWindowWhole() throws Exception {
        open(TwoMembers.write(folder, "many", MANY));
        await("the policy in an editor", () -> editor() != null);
        interact(() -> editor().requestFocus());
        push(KeyCode.CONTROL, KeyCode.HOME);
        push(KeyCode.CONTROL, KeyCode.E);

        await("the account", () -> words(root()).stream().anyMatch(words -> words.contains("ConfigMap default/c1 goes to left")));
        double bottom = WaitForAsyncUtils.asyncFx(() -> {
            Labeled line = find(Labeled.class,
                    label -> label.getText() != null && label.getText().matches("2 of 2 members ready"));
            return line.localToScene(line.getLayoutBounds()).getMaxY();
        }).get();
        assertThat(bottom).isLessThanOrEqualTo(desktop.scene().getHeight());
    }
}
