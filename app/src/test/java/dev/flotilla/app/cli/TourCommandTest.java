package dev.flotilla.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TourCommandTest {
    @TempDir Path folder;

    @Test
    void saysWhatToInstallWhereNothingCanBeDrawn() {
        var err = new StringWriter();
        var console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false, false, folder, Map.of(),
                Messages.of(Locale.ENGLISH), null);

        int exit = Cli.run(List.of("tour", "--out", "pictures"), console, Engine.standard(), _ -> {
            throw new Pages.CannotDraw();
        });

        assertThat(exit).isEqualTo(ExitCode.INVALID);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("flotilla: ").contains("apt install libgtk-3-0");
    }
}
