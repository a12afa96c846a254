package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlEditsTest {
    private static YamlDocument read(String text) {
        YamlFile file = YamlReader.read(new SourceFile("a.yaml", text));
        assertThat(file.diagnostics().stream().filter(found -> found.code().startsWith("yaml.syntax")).toList()).as(text)
                .isEmpty();
        assertThat(file.documents()).as(text).isNotEmpty();
        return file.documents().getFirst();
    }

    /// `a.b[0]` as a path.
    private static FieldPath path(String written) {
        var path = FieldPath.ROOT;
        for (String part : written.split("[.\\[]")) {
            path = part.endsWith("]") ? path.index(Integer.parseInt(part.replace("]", ""))) : path.key(part);
        }
        return path;
    }

    /// A line per line of text, `/` between.
    private static String text(String cell) {
        return cell.replace(" / ", "\n").replace("/ ", "\n") + "\n";
    }

    private static String applied(String before, Optional<TextEdit> edit) {
        return edit.map(one -> before.substring(0, one.range().start()) + one.newText() + before.substring(one.range().end()))
                .orElse("no edit\n");
    }

    private static Value value(String flow) {
        return read("v: " + flow).root().at("v") instanceof Value value ? value : Value.NULL;
    }

    @ParameterizedTest(name = "{1} = {2}: {0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            # before ; path ; value ; after
            a: 1 # one / b: 2 ; a ; 3 ; a: 3 # one / b: 2
            a: 'x' / b: "y" ; a ; it ; a: 'it' / b: "y"
            a: 'x' / b: "y" ; b ; z ; a: 'x' / b: "z"
            a: 'x' ; a ; 3 ; a: 3
            a: x ; a ; '3' ; a: "3"
            a: # nothing / b: 2 ; a ; 1 ; a: 1 # nothing / b: 2
            a: / b: 2 ; a.c ; 1 ; a: /   c: 1 / b: 2
            a: # why / b: 2 ; a.c ; 1 ; a: # why /   c: 1 / b: 2
            a: 1 / # end ; b ; 2 ; a: 1 / b: 2 / # end
            a: /   b: 1 # x / c: 3 ; a.d ; 2 ; a: /   b: 1 # x /   d: 2 / c: 3
            a: {b: 1} # x ; a.d ; 2 ; a: {b: 1, d: 2} # x
            a: {} / b: 1 ; a.d ; 2 ; a: {d: 2} / b: 1
            a: {} / b: 1 ; a.d.q ; 2 ; a: /   d: /     q: 2 / b: 1
            a: {b: 1, c: 2} ; a.b ; [x, u] ; a: {b: [x, u], c: 2}
            a: {b, c: 2} ; a.b ; 1 ; a: {b: 1, c: 2}
            a: [] / b: 1 ; a[0] ; x ; a: [x] / b: 1
            a: [x, u] ; a[2] ; z ; a: [x, u, z]
            a: [x, u, ] ; a[2] ; z ; a: [x, u, z, ]
            a: / - x # 1 / - u # 2 / b: 1 ; a[2] ; z ; a: / - x # 1 / - u # 2 / - z / b: 1
            a: /   - x / b: 1 ; a[1] ; {c: 1, d: 2} ; a: /   - x /   - c: 1 /     d: 2 / b: 1
            a: / - {c: 1} / b: 1 ; a[1] ; {c: 2} ; a: / - {c: 1} / - {c: 2} / b: 1
            a: /     b: 1 / c: 3 ; d.q ; 2 ; a: /     b: 1 / c: 3 / d: /     q: 2
            a: / - x / b: 1 ; c ; [x] ; a: / - x / b: 1 / c: / - x
            a: /   # why /   b: 1 / c: 2 ; a ; x ; a: x /   # why / c: 2
            a: x # why / c: 2 ; a ; {b: 1} ; a: # why /   b: 1 / c: 2
            a: |/   one /   two / b: 1 ; a ; x ; a: x / b: 1
            """)
    void setsInTheStyleOfTheText(String before, String path, String value, String after) {
        YamlDocument document = read(text(before));

        String changed = applied(text(before), new YamlEdits(document).set(path(path), value(value)));

        assertThat(changed).isEqualTo(text(after));
        assertThat(read(changed).root()).isEqualTo(document.root().set(path(path), value(value)));
    }

    @ParameterizedTest(name = "without {1}: {0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            a: 1 # one / b: 2 ; a ; b: 2
            # of a / a: 1 / # of b / b: 2 ; a ; # of a / # of b / b: 2
            a: /   b: 1 # x / c: 3 ; a.b ; a: {} # x / c: 3
            a: # why /   b: 1 / c: 3 ; a.b ; a: {} # why / c: 3
            a: /   - x / c: 3 ; a[0] ; a: [] / c: 3
            a: / - x / - u # why / - z ; a[1] ; a: / - x / - z
            a: / - b: 1 /   c: 2 ; a[0].b ; a: / - c: 2
            a: / - b: 1 # x /   c: 2 ; a[0].b ; a: / -  # x /   c: 2
            a: / - b: 1 /   c: 2 ; a[0].c ; a: / - b: 1
            a: / - - x /   - u ; a[0][0] ; a: / - - u
            a: [x, u, z] ; a[1] ; a: [x, z]
            a: [x, u, z] ; a[2] ; a: [x, u]
            a: [x] ; a[0] ; a: []
            a: {b: 1, c: 2} ; a.b ; a: {c: 2}
            a: {b: 1, c: 2} ; a.c ; a: {b: 1}
            a: |/   one /   two / b: 1 ; a ; b: 1
            x: &m {n: 1} / a: *m / b: 1 ; a ; x: &m {n: 1} / b: 1
            x: &m {n: 1} / a: *m / b: 1 ; x ; no edit
            """)
    void removesWholeLines(String before, String path, String after) {
        YamlDocument document = read(text(before));

        String changed = applied(text(before), new YamlEdits(document).remove(path(path)));

        assertThat(changed).isEqualTo(text(after));
        if (!after.equals("no edit")) assertThat(read(changed).root()).isEqualTo(document.root().remove(path(path)));
    }

    @ParameterizedTest(name = "{1} to {2}: {0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            # before ; from ; to ; after
            a: 1 # one / b: /   c: 2 ; a ; b.a ; b: /   c: 2 /   a: 1 # one
            b: /   c: 2 / # why / a: # at /   # in /   x: 'y' ; a ; b.a ; b: /   c: 2 /   # why /   a: # at /     # in /     x: 'y'
            b: /   # of c /   c: 2 # x ; b.c ; d.q ; b: {} / d: /   # of c /   q: 2 # x
            a: / - x # 1 / - u # 2 ; a[0] ; a[2] ; a: / - u # 2 / - x # 1
            a: / - x # 1 / # 2 / - u ; a[0] ; a[2] ; a: / # 2 / - u / - x # 1
            a: / - x # 1 / # 2 / - u ; a[1] ; b[0] ; a: / - x # 1 / b: / # 2 / - u
            a: / - k: |/     one /       two / b: {} ; a[0].k ; b.k ; a: / - {} / b: /   k: |/     one /       two
            a: /   k: |/     one /       two / b: /   c: 1 ; a.k ; b.k ; a: {} / b: /   c: 1 /   k: |/     one /       two
            a: {b: 1, c: 2} / d: /   q: 3 ; a.b ; d.b ; a: {c: 2} / d: /   q: 3 /   b: 1
            a: # x /   b: 1 / c: {d: 2} ; a ; c.a ; no edit
            a: 1 / c: {d: 2} ; a ; c.a ; c: {d: 2, a: 1}
            spec: /   tol: # t /   - key: a # k /   pl: /     x: 1 ; spec.tol ; spec.pl.tol ; spec: /   pl: /     x: 1 /     tol: # t /     - key: a # k
            """)
    void movesWithComments(String before, String from, String to, String after) {
        YamlDocument document = read(text(before));

        String changed = applied(text(before), new YamlEdits(document).move(path(from), path(to)));

        assertThat(changed).isEqualTo(text(after));
    }

    @Test
    void aNewItemStandsBeforeAnother() {
        String text = "a:\n  - x # 1\n  # of y\n  - u\n";
        var edits = new YamlEdits(read(text));

        assertThat(applied(text, edits.insert(path("a[0]"), Value.text("new"))))
                .isEqualTo("a:\n  - new\n  - x # 1\n  # of y\n  - u\n");
        assertThat(applied(text, edits.insert(path("a[1]"), Value.text("new"))))
                .isEqualTo("a:\n  - x # 1\n  - new\n  # of y\n  - u\n");
    }

    @Test
    void whatIsLeftEmptyGoesTooButNotTheRootsEntries() {
        String text = "spec:\n  a:\n    b:\n    - x\n";

        assertThat(applied(text, new YamlEdits(read(text)).prune(path("spec.a.b[0]")))).isEqualTo("spec: {}\n");
    }

    @Test
    void aJsonFileStaysJson() {
        String text = "{\n  \"a\": {\"b\": \"x\"},\n  \"c\": [1]\n}\n";
        YamlDocument document = YamlReader.read(new SourceFile("a.json", text)).documents().getFirst();

        String changed = applied(text, new YamlEdits(document).set(path("a.d"), value("{ee: f}")));

        assertThat(changed).isEqualTo("{\n  \"a\": {\"b\": \"x\", \"d\": {\"ee\": \"f\"}},\n  \"c\": [1]\n}\n");
    }

    @Test
    void linesEndAsTheFilesDo() {
        String text = "a:\r\n  b: 1\r\nc: 2\r\n";

        assertThat(applied(text, new YamlEdits(read(text)).set(path("a.d"), Value.number(3))))
                .isEqualTo("a:\r\n  b: 1\r\n  d: 3\r\nc: 2\r\n");
        assertThat(applied(text, new YamlEdits(read(text)).remove(path("a")))).isEqualTo("c: 2\r\n");
    }

    @Test
    void whatAnAliasBringsIsNotChangedThroughIt() {
        String text = "x: &m\n  n: 1\na: *m\n";

        assertThat(new YamlEdits(read(text)).set(path("a.n"), Value.number(2))).isEmpty();
        assertThat(new YamlEdits(read(text)).set(path("x"), Value.number(2))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anyEditReadsAsTheEditedTreeAndLeavesTheOtherLines(int seed) {
        int done = 0;
        int refused = 0;
        for (int round = 0; round < 1500; round++) {
            var random = new Random(seed * 100_000L + round);
            var written = new Written(random);
            String text = written.document();
            YamlDocument document = read(text);
            var paths = new ArrayList<FieldPath>();
            collect(FieldPath.ROOT, document.root(), paths);
            FieldPath path = paths.get(random.nextInt(paths.size()));
            var edits = new YamlEdits(document);
            Value before = document.root();
            Value fresh = written.value(2);
            Optional<TextEdit> edit;
            Value expected;
            switch (random.nextInt(5)) {
                case 0 -> {
                    edit = edits.set(path, fresh);
                    expected = before.set(path, fresh);
                }
                case 1 -> {
                    FieldPath within = before.at(path) instanceof ListValue list
                            ? path.index(list.size())
                            : before.at(path) instanceof MapValue ? path.key("new") : path.parent().key("new");
                    if (!(before.at(within.parent()) instanceof MapValue) && !(before.at(within.parent()) instanceof ListValue)
                            || before.at(within.parent()) instanceof ListValue != within.segments()
                                    .getLast() instanceof FieldPath.Index)
                        continue;
                    edit = edits.set(within, fresh);
                    expected = before.set(within, fresh);
                }
                case 2 -> {
                    if (!(path.segments().getLast() instanceof FieldPath.Index(int index))) continue;
                    edit = edits.insert(path, fresh);
                    ListValue list = (ListValue) java.util.Objects.requireNonNull(before.at(path.parent()));
                    expected = before.set(path.parent(), list.inserted(index, fresh));
                }
                case 3 -> {
                    FieldPath to = FieldPath.of("moved", "here");
                    if (!(path.segments().getLast() instanceof FieldPath.Key)) continue;
                    edit = edits.move(path, to);
                    expected = before.remove(path).set(to, java.util.Objects.requireNonNull(before.at(path)));
                }
                default -> {
                    edit = edits.remove(path);
                    expected = before.remove(path);
                }
            }
            if (edit.isEmpty()) {
                refused++;
                continue;
            }
            done++;
            String changed = applied(text, edit);
            String story = "seed " + seed + " round " + round + " at " + path + "\n" + text + "---- becomes\n" + changed;
            assertThat(read(changed).root()).as(story).isEqualTo(expected);
            TextEdit one = edit.get();
            assertThat(changed).as(story).startsWith(text.substring(0, one.range().start()))
                    .endsWith(text.substring(one.range().end()));
        }
        assertThat(done).isGreaterThan(20 * refused);
    }

    private static void collect(FieldPath at, Value value, List<FieldPath> out) {
        switch (value) {
            case MapValue map -> map.forEach((key, item) -> {
                out.add(at.key(key));
                collect(at.key(key), item, out);
            });
            case ListValue list -> {
                for (int i = 0; i < list.size(); i++) {
                    out.add(at.index(i));
                    collect(at.index(i), list.items().get(i), out);
                }
            }
            default -> {
            }
        }
    }

    /// Documents as different people write them.
    private static final class Written {
        private final Random random;
        private final int step;
        private final int lists;
        private final StringBuilder out = new StringBuilder();
        private int names;

        Written(Random random) {
            this.random = random;
            step = random.nextBoolean() ? 2 : 4;
            lists = random.nextBoolean() ? 0 : 2;
        }

        String document() {
            if (random.nextInt(3) == 0) out.append("# head\n");
            map(0, 0, "");
            return out.toString();
        }

        private void comment(int indent) {
            if (random.nextInt(6) == 0) out.append(" ".repeat(indent)).append("# above ").append(names).append('\n');
        }

        private void endLine() {
            out.append(random.nextInt(5) == 0 ? " # beside\n" : "\n");
            if (random.nextInt(12) == 0) out.append('\n');
        }

        private void map(int indent, int depth, String first) {
            int size = 1 + random.nextInt(3);
            for (int i = 0; i < size; i++) {
                if (i > 0 || first.isEmpty()) comment(indent);
                out.append(i == 0 && !first.isEmpty() ? first : " ".repeat(indent)).append('k').append(names++).append(':');
                below(indent, depth + 1);
            }
        }

        private void list(int indent, int depth) {
            int size = 1 + random.nextInt(3);
            for (int i = 0; i < size; i++) {
                comment(indent);
                if (depth < 4 && random.nextInt(3) == 0) {
                    map(indent + 2, depth + 1, " ".repeat(indent) + "- ");
                } else {
                    out.append(" ".repeat(indent)).append("- ").append(scalar());
                    endLine();
                }
            }
        }

        private void below(int indent, int depth) {
            int kind = depth > 4 ? 0 : random.nextInt(8);
            switch (kind) {
                case 1, 2 -> {
                    endLine();
                    map(indent + step, depth, "");
                }
                case 3, 4 -> {
                    endLine();
                    list(indent + lists, depth);
                }
                case 5 -> {
                    out.append(" |\n").append(" ".repeat(indent + step)).append("one\n").append(" ".repeat(indent + step))
                            .append("  two # no comment\n");
                }
                case 6 -> {
                    out.append(random.nextBoolean() ? " {a: 1, 'b': [x, \"y\"]}" : " [one, {two: 3}, 4]");
                    endLine();
                }
                case 7 -> {
                    if (random.nextBoolean()) out.append(random.nextBoolean() ? " {}" : " []");
                    endLine();
                }
                default -> {
                    out.append(' ').append(scalar());
                    endLine();
                }
            }
        }

        private String scalar() {
            return List.of("1", "word", "'single'", "\"double\"", "true", "two words", "a:b", "\"3\"").get(random.nextInt(8));
        }

        Value value(int depth) {
            return switch (random.nextInt(depth == 0 ? 4 : 7)) {
                case 0 -> Value.number(random.nextInt(100));
                case 1 -> Value.text("text");
                case 2 -> Value.text("1");
                case 3 -> random.nextBoolean() ? Value.text("two\nlines\n") : Value.TRUE;
                case 4 -> ListValue.of(value(depth - 1), value(depth - 1));
                case 5 -> random.nextBoolean() ? ListValue.EMPTY : MapValue.EMPTY;
                default -> MapValue.builder().put("x", value(depth - 1)).put("y", value(depth - 1)).build();
            };
        }
    }
}
