package dev.flotilla.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import dev.flotilla.engine.value.GoJson;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/// Values for Secrets, planted at random, and all that is heard during a test: what is logged at any level, and what the test adds.
public final class PlantedValues implements BeforeEachCallback, AfterEachCallback {
    private static final String ALPHABET = "abcXYZ0189+/='\"\\\n\t{}[]:,%é漢<>&";

    private final StringBuffer heard = new StringBuffer();
    private final List<String> values = new ArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("dev.flotilla");
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            heard.append(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        log.setLevel(Level.ALL);
        root.addHandler(log);
        ours.setLevel(Level.ALL);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root.removeHandler(log);
        ours.setLevel(null);
    }

    /// A new value, with all that is awkward to quote.
    public String plant(Random random) {
        var value = new StringBuilder("planted-");
        for (int i = 0; i < 6 + random.nextInt(20); i++) {
            value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        values.add(value.append("-end").toString());
        return values.getLast();
    }

    /// What was planted, in order.
    public List<String> values() {
        return values;
    }

    public PlantedValues hear(Object said) {
        heard.append(said);
        return this;
    }

    public String heard() {
        return heard.toString();
    }

    public static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    public static String quoted(String value) {
        return Json.write(Value.text(value));
    }

    /// Nothing of what was planted was heard or is in a file below these folders, in any form in which it may turn up: plain, in
    /// JSON, in the JSON of Go's encoder, in base64. What a simulated cluster stores is its own affair, as etcd's is.
    public void assertHidden(Path... folders) throws IOException {
        var all = new StringBuilder(heard);
        for (Path folder : folders) {
            if (!Files.exists(folder)) continue;
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).filter(file -> !isSandbox(folder.relativize(file)))
                        .toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        assertThat(values).isNotEmpty();
        for (String value : values) {
            for (String form : List.of(value, unquoted(quoted(value)), unquoted(GoJson.SINCE_1_22.write(Value.text(value))),
                    encoded(value))) {
                int at = all.indexOf(form);
                assertThat(at).as(() -> "tells " + form + " in "
                        + all.substring(Math.max(0, at - 400), Math.min(all.length(), at + 100))).isNegative();
            }
        }
    }

    private static String unquoted(String json) {
        return json.substring(1, json.length() - 1);
    }

    private static boolean isSandbox(Path below) {
        for (Path name : below) {
            if (name.toString().equals("sandbox")) return true;
        }
        return false;
    }
}
