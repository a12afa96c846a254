package dev.flotilla.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.welcome.WelcomePage;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WelcomeWaysTest {
    @TempDir Path folder;

    @Test
    void anOpenedWorkspaceIsRememberedAtTheTopUntilItIsForgotten() throws Exception {
        var store = new SettingsStore(folder.resolve("settings"));
        var opened = new ArrayList<Path>();
        var ways = new WelcomeWays(null, store, opened::add, _ -> {}, _ -> {});
        for (String sample : List.of("quickstart-kubefed", "quickstart-karmada", "quickstart-kubefed")) {
            var workbench = new Workbench(Engine.standard(), Background.inline());
            Path copy = folder.resolve(sample);
            workbench.open(copy.toFile().exists() ? copy : Scratch.copyOf(sample, folder), _ -> {});
            WelcomeWays.remember(store, workbench, Messages.english());
        }

        assertThat(ways.recent()).extracting(WelcomePage.Recent::name).containsExactly("quickstart-kubefed",
                "quickstart-karmada");
        WelcomePage.Recent karmada = ways.recent().getLast();
        assertThat(karmada.summary()).isEqualTo("Karmada, karmada-nginx");
        assertThat(karmada.replicas()).containsExactly(1, 2);
        assertThat(karmada.members()).isEqualTo(2);

        ways.open(karmada.path());
        assertThat(opened).containsExactly(karmada.path());
        ways.forget(karmada.path());
        assertThat(ways.recent()).extracting(WelcomePage.Recent::name).containsExactly("quickstart-kubefed");
        store.written().toCompletableFuture().join();
    }
}
