package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.flotilla.app.plan.PreviewRow.Source;
import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A rendered manifest line by line, each with where it came from.
final class ManifestRows {
    private static final FieldPath LABELS = FieldPath.of("metadata", "labels");
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");

    private ManifestRows() {}

    /// @param unfolded the fold words that are open
    /// @param words    a fold's words for the map it stands in (`labels` or `annotations`) and the number of its entries
    static List<PreviewRow> of(ClusterPlan placed, Set<String> unfolded, BiFunction<String, Integer, String> words) {
        Map<FieldPath, Origin> origins = new HashMap<>();
        for (Origin origin : placed.origins()) {
            origins.put(origin.path(), origin);
        }
        MapValue manifest = placed.manifest().root();
        List<YamlWriter.Line> lines = YamlWriter.lines(Secrets.masked(manifest));
        boolean secret = Secrets.isSecret(manifest);
        var rows = new ArrayList<PreviewRow>();
        @Nullable Origin before = null;
        int openUntil = 0;
        for (int i = 0; i < lines.size(); i++) {
            YamlWriter.Line line = lines.get(i);
            Origin origin = origin(origins, line.path());
            int folds = i >= openUntil && origin != null && isFoldable(origin) ? foldLength(lines, i, origins) : 0;
            if (folds > 0) {
                String name = line.path().startsWith(LABELS) ? "labels" : "annotations";
                String fold = words.apply(name, folds);
                if (!unfolded.contains(fold)) {
                    rows.add(new PreviewRow(i + 1, indent(line.text()) + fold, PreviewRow.Kind.FOLD, Source.NONE, null, folds));
                    i += folds - 1;
                    before = null;
                    continue;
                }
                openUntil = i + folds;
            }
            rows.add(row(i + 1, line, origin, before, secret));
            before = origin;
        }
        return List.copyOf(rows);
    }

    /// @param secret whether old values are not to be seen
    private static PreviewRow row(int number, YamlWriter.Line line, @Nullable Origin origin, @Nullable Origin before,
            boolean secret) {
        if (origin == null)
            return new PreviewRow(number, line.text(), PreviewRow.Kind.PLAIN, new Source(line.path(), null, false), null, 0);
        boolean byPolicy = origin.kind() == Origin.Kind.POLICY || origin.kind() == Origin.Kind.OVERRIDE;
        boolean first = origin != before;
        boolean chip = first && origin.kind() != Origin.Kind.DIALECT && !sameRule(before, origin);
        boolean replaced = byPolicy && first && !secret && isScalar(origin.replaced()) && line.path().equals(origin.path());
        return new PreviewRow(number, line.text(), PreviewRow.Kind.PLAIN, new Source(line.path(), origin, chip),
                replaced ? scalar(origin.replaced()) : null, 0);
    }

    private static boolean sameRule(@Nullable Origin before, Origin origin) {
        return before != null && before.rule() != null && before.rule().equals(origin.rule()) && origin.replaced() == null;
    }

    /// The deepest origin at or above a path.
    private static @Nullable Origin origin(Map<FieldPath, Origin> origins, FieldPath path) {
        for (FieldPath here = path; !here.isRoot(); here = here.parent()) {
            Origin found = origins.get(here);
            if (found != null) return found;
        }
        return null;
    }

    private static boolean isFoldable(Origin origin) {
        return origin.kind() == Origin.Kind.DIALECT && isEntryOf(origin.path());
    }

    private static boolean isEntryOf(FieldPath path) {
        return path.segments().size() == 3 && (path.startsWith(LABELS) || path.startsWith(ANNOTATIONS));
    }

    private static int foldLength(List<YamlWriter.Line> lines, int from, Map<FieldPath, Origin> origins) {
        FieldPath holder = lines.get(from).path().parent();
        int at = from;
        while (at < lines.size() && lines.get(at).path().startsWith(holder) && isEntryOf(lines.get(at).path())) {
            Origin origin = origin(origins, lines.get(at).path());
            if (origin == null || !isFoldable(origin)) break;
            at++;
        }
        return at - from;
    }

    private static String indent(String line) {
        return " ".repeat(line.length() - line.stripLeading().length());
    }

    private static boolean isScalar(@Nullable Value value) {
        return value != null && !(value instanceof MapValue) && !(value instanceof ListValue);
    }

    private static String scalar(@Nullable Value value) {
        return value instanceof Value.Text(String s) ? s : String.valueOf(value);
    }

    /// Two values as YAML, line against line: what only `before` has, what only `after` has, and a few common lines around.
    static List<PreviewRow> difference(Value before, Value after) {
        List<String> old = lines(masked(before));
        List<String> fresh = lines(masked(after));
        var rows = new ArrayList<PreviewRow>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, fresh).getDeltas()) {
            int target = delta.getTarget().getPosition();
            while (at < target) {
                rows.add(PreviewRow.plain(at + 1, fresh.get(at)));
                at++;
            }
            if (delta.getType() != DeltaType.INSERT) {
                for (String line : delta.getSource().getLines()) {
                    rows.add(new PreviewRow(0, line, PreviewRow.Kind.REMOVED, Source.NONE, null, 0));
                }
            }
            for (String line : delta.getTarget().getLines()) {
                rows.add(new PreviewRow(++at, line, PreviewRow.Kind.ADDED, Source.NONE, null, 0));
            }
        }
        while (at < fresh.size()) {
            rows.add(PreviewRow.plain(at + 1, fresh.get(at)));
            at++;
        }
        return List.copyOf(rows);
    }

    private static Value masked(Value value) {
        return value instanceof MapValue map ? Secrets.masked(map) : value;
    }

    private static List<String> lines(Value value) {
        return YamlWriter.lines(value).stream().map(YamlWriter.Line::text).toList();
    }
}
