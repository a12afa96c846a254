package dev.flotilla.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.flotilla.engine.value.GoJson;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlantedValuesTest {
    @TempDir Path folder;

    private final PlantedValues planted = new PlantedValues();

    @Test
    void aValueIsFoundInEachForm() throws Exception {
        String value = planted.plant(new Random(1)) + "<\"";
        planted.values().set(0, value);
        planted.assertHidden(folder);

        for (String form : new String[]{value, PlantedValues.quoted(value), GoJson.SINCE_1_22.write(Value.text(value)),
                PlantedValues.encoded(value)}) {
            Path file = Files.writeString(folder.resolve("kept"), "before " + form + " behind");
            assertThatThrownBy(() -> planted.assertHidden(folder)).isInstanceOf(AssertionError.class);
            Files.delete(file);
        }
        planted.assertHidden(folder);

        planted.hear(PlantedValues.encoded(value));
        assertThatThrownBy(() -> planted.assertHidden(folder)).isInstanceOf(AssertionError.class);
    }
}
