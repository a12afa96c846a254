package dev.flotilla.app.tour;

import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PngFileTest {
    @Test
    void anotherReaderSeesTheSamePixels(@TempDir Path folder) throws Exception {
        int[] pixels = {0xff102030, 0xffffffff, 0xff000000, 0xff0969da, 0xff0969da, 0xff808080};

        PngFile.write(folder.resolve("a.png"), 3, 2, pixels);

        var image = ImageIO.read(folder.resolve("a.png").toFile());
        assertThat(image.getRGB(0, 0, 3, 2, null, 0, 3)).isEqualTo(pixels);
    }
}
