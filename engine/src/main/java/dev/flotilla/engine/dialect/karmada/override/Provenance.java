package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Remembers who changed which field of one manifest, while it is being changed.
final class Provenance implements JsonPatch.Listener {
    private final List<Origin> origins = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private @Nullable ObjectRef policy;
    private @Nullable Location rule;

    /// All changes from here on are this entry's.
    void enter(ObjectRef policy, Location rule) {
        this.policy = policy;
        this.rule = rule;
    }

    /// The entry did nothing where its author expected something.
    void warn(String code, Object... arguments) {
        if (rule != null) warnings.add(Diagnostic.warning(code, rule, arguments));
    }

    @Override
    public void changed(FieldPath at, String operation, @Nullable Value replaced) {
        // what was set below a field is gone once the field itself is set
        origins.removeIf(origin -> origin.path().startsWith(at) && !isRemoved(origin, at, operation));
        origins.add(new Origin(at, Origin.Kind.OVERRIDE, policy, rule, operation, replaced));
    }

    /// An item that was removed at an index says nothing of the item that stands there now.
    private static boolean isRemoved(Origin origin, FieldPath at, String operation) {
        return origin.operation().equals("remove") && origin.path().equals(at) && operation.equals("remove") && isItem(at);
    }

    private static boolean isItem(FieldPath path) {
        return !path.isRoot() && path.segments().getLast() instanceof FieldPath.Index;
    }

    @Override
    public void shifted(FieldPath list, int from, int by) {
        int depth = list.segments().size();
        var moved = new ArrayList<Origin>();
        for (Origin origin : origins) {
            FieldPath path = origin.path();
            boolean inList = path.segments().size() > depth && path.startsWith(list);
            if (!inList || !(path.segments().get(depth) instanceof FieldPath.Index(int index)) || index < from) {
                moved.add(origin);
            } else if (by > 0 || index > from) {
                moved.add(at(origin, list.index(index + by)
                        .append(new FieldPath(path.segments().subList(depth + 1, path.segments().size())))));
            }
        }
        origins.clear();
        origins.addAll(moved);
    }

    private static Origin at(Origin origin, FieldPath path) {
        return new Origin(path, origin.kind(), origin.by(), origin.rule(), origin.operation(), origin.replaced());
    }

    List<Diagnostic> warnings() {
        return warnings;
    }

    /// In the order of the finished manifest.
    List<Origin> origins(Value manifest) {
        return Origins.inOrder(origins, manifest);
    }
}
