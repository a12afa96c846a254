package dev.flotilla.engine.dialect.karmada.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Whether the members that a policy names exist.
public final class WorkspaceCheck {
    private static final Set<String> LISTS = Set.of("clusterNames", "exclude");

    private final Document document;
    private final Set<String> members;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private WorkspaceCheck(Document document, Fleet fleet) {
        this.document = document;
        members = new HashSet<>(fleet.names());
    }

    /// Names of members that nobody declares, with the one that may have been meant. Silent while the fleet is empty.
    public static List<Diagnostic> unknownMembers(Document policy, Fleet fleet) {
        if (fleet.members().isEmpty()) return List.of();
        var check = new WorkspaceCheck(policy, fleet);
        check.look(FieldPath.of("spec"), policy.manifest().root().mapAt("spec"));
        return List.copyOf(check.diagnostics);
    }

    private void look(FieldPath path, Value value) {
        switch (value) {
            case MapValue map -> {
                for (var entry : map) {
                    FieldPath field = path.key(entry.getKey());
                    if (LISTS.contains(entry.getKey()) && entry.getValue() instanceof ListValue names) names(field, names);
                    else
                        look(field, entry.getValue());
                }
            }
            case ListValue list -> {
                for (int i = 0; i < list.size(); i++) {
                    look(path.index(i), list.items().get(i));
                }
            }
            case Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> {
            }
        }
    }

    private void names(FieldPath path, ListValue names) {
        for (int i = 0; i < names.size(); i++) {
            if (!(names.get(i) instanceof Value.Text(String name)) || members.contains(name)) continue;
            FieldPath field = path.index(i);
            Optional<String> meant = Spelling.nearest(name, members);
            List<QuickFix> fixes = meant
                    .flatMap(word -> new YamlEdits(document.source()).set(field, Value.text(word))
                            .map(edit -> fix(name, word, edit)))
                    .map(List::of).orElse(List.of());
            diagnostics.add(new Diagnostic(Severity.WARNING, "karmada.unknown-member", document.at(field),
                    List.of(name, meant.orElse("")), fixes));
        }
    }

    private static QuickFix fix(String written, String meant, TextEdit edit) {
        return new QuickFix("fix.karmada.replace-value", List.of(written, meant), List.of(edit));
    }
}
