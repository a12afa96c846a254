package dev.flotilla.engine.dialect.kubefed.override;

import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What evanphx/json-patch makes of one operation, in the release that KubeFed 0.10 links and in that of 0.8.
class JsonPatchTest {
    private static final Value BASE = Json.read("""
            {"metadata": {"name": "n"}, "spec": {"replicas": 1, "none": null, "a/b": 1, "c~d": 1,
              "c": [{"n": "a", "args": ["x", "y"]}]}}""");

    private static String apply(String op, String path, @Nullable String value, Release release) {
        var item = new OverrideItem(op, path, value == null ? null : Json.read(value), FieldPath.ROOT);
        return switch (JsonPatch.apply(BASE, item, release)) {
            case JsonPatch.Refused refused -> refused.code().substring("kubefed.patch.".length());
            case JsonPatch.Changed changed -> String.valueOf(changed.document());
        };
    }

    /// @param at     where to look afterwards, keys and indices separated by dots; `-` for the whole document
    /// @param result what stands there, or the refusal
    @ParameterizedTest(name = "{0} {1} {2}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            # op    | path                     | value       | at          | result
            replace | /spec/minReadySeconds    | 5           | spec.minReadySeconds | 5
            ``      | /spec/replicas           | 5           | spec.replicas | 5
            replace | spec/replicas            | 5           | replicas    | 5
            replace | spec/replicas            | 5           | spec.replicas | 1
            replace | replicas                 | 3           | -           | no-slash
            add     | ``                       | 3           | -           | no-slash
            add     | /                        | 3           | -           | {"metadata":{"name":"n"},"spec":{"replicas":1,"none":null,"a/b":1,"c~d":1,"c":[{"n":"a","args":["x","y"]}]},"":3}
            add     | /metadata/annotations/foo | "b"        | -           | missing-parent
            add     | /metadata/annotations    | {"foo":"b"} | metadata.annotations | {"foo":"b"}
            add     | /metadata/labels         | -           | metadata.labels | null
            add     | /spec/replicas/x         | 1           | -           | missing-parent
            add     | /spec/none/x             | 1           | -           | missing-parent
            replace | /spec/                   | 1           | spec        | {"replicas":1,"none":null,"a/b":1,"c~d":1,"c":[{"n":"a","args":["x","y"]}],"":1}
            remove  | /spec/missing            | -           | -           | missing-key
            remove  | /spec/none               | 7           | spec        | {"replicas":1,"a/b":1,"c~d":1,"c":[{"n":"a","args":["x","y"]}]}
            # escapes, in one pass from left to right
            replace | /spec/a~1b               | 2           | spec.a/b    | 2
            replace | /spec/c~0d               | 2           | spec.c~d    | 2
            add     | /spec/e~01f              | 2           | spec.e~1f   | 2
            add     | /spec/g~2h~              | 2           | spec.g~2h~  | 2
            # lists
            add     | /spec/c/0/args/-         | "z"         | spec.c.0.args | ["x","y","z"]
            add     | /spec/c/0/args/0         | "z"         | spec.c.0.args | ["z","x","y"]
            add     | /spec/c/0/args/2         | "z"         | spec.c.0.args | ["x","y","z"]
            add     | /spec/c/0/args/3         | "z"         | -           | index-out-of-range
            add     | /spec/c/0/args/-1        | "z"         | spec.c.0.args | ["x","y","z"]
            add     | /spec/c/0/args/-3        | "z"         | spec.c.0.args | ["z","x","y"]
            add     | /spec/c/0/args/-4        | "z"         | -           | index-out-of-range
            replace | /spec/c/0/args/-1        | "z"         | spec.c.0.args | ["x","z"]
            replace | /spec/c/0/args/-3        | "z"         | -           | index-out-of-range
            replace | /spec/c/0/args/-         | "z"         | -           | not-an-index
            replace | /spec/c/0/args/2         | "z"         | -           | index-out-of-range
            replace | /spec/c/0/args/00        | "z"         | spec.c.0.args | ["z","y"]
            replace | /spec/c/0/args/+1        | "z"         | spec.c.0.args | ["x","z"]
            replace | /spec/c/0/args/1.0       | "z"         | -           | not-an-index
            replace | /spec/c/0/args/١         | "z"         | -           | not-an-index
            replace | /spec/c/0/args/          | "z"         | -           | not-an-index
            replace | /spec/c/0/args/99999999999999999999 | "z" | -        | not-an-index
            remove  | /spec/c/0/args/-2        | -           | spec.c.0.args | ["y"]
            remove  | /spec/c/0/args/-         | -           | -           | not-an-index
            remove  | /spec/c/0/args/2         | -           | -           | index-out-of-range
            replace | /spec/c/-1/n             | "b"         | spec.c.0.n  | "b"
            replace | /spec/c/1/n              | "b"         | -           | index-out-of-range
            add     | /spec/c/0/args           | ["q"]       | spec.c.0.args | ["q"]
            # values
            replace | /spec/replicas           | false       | spec.replicas | false
            replace | /spec/replicas           | ""          | spec.replicas | ""
            replace | /spec/replicas           | 2.0         | spec.replicas | 2
            replace | /spec/replicas           | 9007199254740993 | spec.replicas | 9007199254740992
            replace | /spec/replicas           | [9007199254740993] | spec.replicas | [9007199254740992]
            # the whole document
            replace | ``                       | {"kind":"X"} | -          | {"kind":"X"}
            replace | ``                       | []          | -           | []
            replace | ``                       | 5           | spec.replicas | 1
            replace | ``                       | -           | -           | not-a-document
            # what the CRD's schema keeps out
            test    | /spec/replicas           | 1           | spec.replicas | 1
            test    | /spec/replicas           | 2           | -           | test-failed
            test    | /spec/missing            | -           | -           | test-failed
            test    | ``                       | {"kind":"X"} | -          | test-failed
            move    | /spec/replicas           | -           | -           | no-from
            copy    | /spec/replicas           | -           | -           | no-from
            Replace | /spec/replicas           | 1           | -           | unknown-op
            """)
    void answersAsTheLibrary(String op, String path, @Nullable String value, @Nullable String at, String result) {
        String answer = apply(op, path, value, Release.V0_10);

        if (at == null) assertThat(answer).isEqualTo(result);
        else
            assertThat(found(Json.read(answer), at)).hasToString(result);
    }

    private static @Nullable Value found(Value document, String at) {
        @Nullable Value here = document;
        for (String step : at.split("\\.")) {
            if (here == null) return null;
            here = step.matches("\\d+") ? here.get(Integer.parseInt(step)) : here.get(step);
        }
        return here;
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            replace | /spec/c/0/args/-1 | "z"          | crash
            replace | /spec/c/-1/n      | "z"          | crash
            remove  | /spec/c/-1/n      | ``           | crash
            replace | ``                | {"kind":"X"} | no-slash
            """)
    void the08ReleaseCrashedOrRefusedWhereLaterOnesDoNot(String op, String path, String value, String result) {
        assertThat(apply(op, path, value.isEmpty() ? null : value, Release.V0_8)).isEqualTo(result);
        assertThat(apply(op, path, value.isEmpty() ? null : value, Release.V0_10)).isNotEqualTo(result);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"add,/spec/c/0/args/-1", "remove,/spec/c/0/args/-1"})
    void the08ReleaseCountedFromTheEndToo(String op, String path) {
        assertThat(apply(op, path, "\"z\"", Release.V0_8)).isEqualTo(apply(op, path, "\"z\"", Release.V0_10));
    }
}
