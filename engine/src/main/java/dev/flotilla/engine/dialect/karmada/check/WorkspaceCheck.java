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
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Whether the members that a policy names exist.
public final class WorkspaceCheck {
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
                map.forEach((key, child) -> look(path.key(key), child));
            }
            case ListValue list -> {
                for (int i = 0; i < list.size(); i++) {
                    look(path.index(i), list.items().get(i));
                }
            }
            case Value.Text(String name) -> {
                if (!members.contains(name) && isMember(path)) unknown(path, name);
            }
            case Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> {
            }
        }
    }

    /// Whether a member's name belongs here; an item of a list is asked for as the list.
    private boolean isMember(FieldPath path) {
        FieldPath field = path.segments().getLast() instanceof FieldPath.Index ? path.parent() : path;
        return Schemas.standard().field(document.manifest().type(), field)
                .filter(known -> known.offers() == FieldCatalog.Offers.CLUSTER).isPresent();
    }

    private void unknown(FieldPath field, String name) {
        Optional<String> meant = Spelling.nearest(name, members);
        List<QuickFix> fixes = meant
                .flatMap(word -> new YamlEdits(document.source()).set(field, Value.text(word))
                        .map(edit -> fix(name, word, edit)))
                .map(List::of).orElse(List.of());
        diagnostics.add(new Diagnostic(Severity.WARNING, "karmada.unknown-member", document.at(field),
                List.of(name, meant.orElse("")), fixes));
    }

    private static QuickFix fix(String written, String meant, TextEdit edit) {
        return new QuickFix("fix.karmada.replace-value", List.of(written, meant), List.of(edit));
    }
}
