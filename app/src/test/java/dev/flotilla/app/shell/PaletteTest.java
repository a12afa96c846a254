package dev.flotilla.app.shell;

import java.util.List;
import java.util.stream.Stream;

import dev.flotilla.app.ui.Glyph;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaletteTest {
    private static List<String> matching(String typed, String... texts) {
        List<Palette.Entry> all = Stream.of(texts).map(text -> new Palette.Entry(text, "object", Glyph.TEMPLATE, null, () -> {}))
                .toList();
        return Palette.matching(all, typed).stream().map(Palette.Entry::text).toList();
    }

    @Test
    void aWholeNameComesBeforeALongerOneThatBeginsWithIt() {
        assertThat(matching("nginx-propagation", "nginx-propagation-worker01", "nginx-propagation")).containsExactly(
                "nginx-propagation", "nginx-propagation-worker01");
    }

    @Test
    void lettersInOrderAreFoundAfterExactParts() {
        assertThat(matching("rs", "Restore", "Review and sync", "Errors")).containsExactly("Errors", "Restore",
                "Review and sync");
    }
}
