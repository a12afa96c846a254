package dev.flotilla.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// All stylesheets are loaded into one scene, so that a class two features both define would mean both.
class StylesheetsTest {
    private static final Path ROOT = Path.of(System.getProperty("flotilla.root"))
            .resolve("app/src/main/resources/dev/flotilla/app");
    private static final Pattern CLASS = Pattern.compile("\\.(-?[A-Za-z_][\\w-]*)");
    /// What all share: the tokens, the base and the controls.
    private static final Set<String> COMMON = Set.of("theme", "ui");

    /// The classes that stand in a stylesheet's selectors.
    private static Set<String> classes(String css) {
        String selectors = css.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?s)\\{.*?}", "\n");
        return CLASS.matcher(selectors).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The classes that a stylesheet styles wherever they stand: those in the first part of a selector.
    private static Set<String> bare(String css) {
        String selectors = css.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?s)\\{.*?}", ",");
        var bare = new TreeSet<String>();
        for (String selector : selectors.split(",")) {
            bare.addAll(classes(selector.strip().split("[ >]", 2)[0]));
        }
        return bare;
    }

    /// Classes of our own that one feature styles wherever they stand and another feature uses too, with those features.
    private static Map<String, Set<String>> shared(Map<String, String> stylesheets, Set<String> common) {
        var clashes = new TreeMap<String, Set<String>>();
        stylesheets.forEach((feature, css) -> stylesheets.forEach((other, others) -> {
            if (feature.equals(other)) return;
            bare(css).stream().filter(name -> !common.contains(name) && classes(others).contains(name))
                    .forEach(name -> clashes.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(Set.of(feature, other)));
        }));
        return clashes;
    }

    private static Map<String, String> features() throws IOException {
        var stylesheets = new TreeMap<String, String>();
        try (var files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".css")).toList()) {
                String feature = Objects.requireNonNull(file.getParent()).getFileName().toString();
                if (!COMMON.contains(feature)) stylesheets.merge(feature, Files.readString(file), String::concat);
            }
        }
        return stylesheets;
    }

    /// The classes of our common sheets and of the theme below them.
    private static Set<String> common() throws IOException {
        var common = new TreeSet<String>();
        for (String sheet : List.of("theme/base.css", "ui/ui.css")) {
            common.addAll(classes(Files.readString(ROOT.resolve(sheet))));
        }
        try (InputStream theme = StylesheetsTest.class.getResourceAsStream("/atlantafx/base/theme/primer-light.css")) {
            common.addAll(classes(new String(Objects.requireNonNull(theme).readAllBytes(), StandardCharsets.UTF_8)));
        }
        return common;
    }

    @Test
    void noTwoFeaturesDefineTheSameClass() throws IOException {
        assertThat(features()).containsKeys("editor", "plan", "status", "sync");
        assertThat(shared(features(), common())).isEmpty();
    }

    @Test
    void theRuleBites() throws IOException {
        Map<String, String> planted = Map.of("editor", ".card-row:hover > .label { -fx-padding: 0; }", "sync",
                "/* .other */ .lane .card-row, .button { -fx-opacity: 1; }");

        assertThat(shared(planted, common())).isEqualTo(Map.of("card-row", Set.of("editor", "sync")));
    }
}
