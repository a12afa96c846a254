package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.MapValue;

/// Converts all documents of one dialect into the other's, and proves it by planning both.
public final class Converter {
    private final Dialect karmada;
    private final Dialect kubefed;

    /// @param dialects both of them
    public Converter(List<Dialect> dialects) {
        this.karmada = find(dialects, "karmada");
        this.kubefed = find(dialects, "kubefed");
    }

    private static Dialect find(List<Dialect> dialects, String id) {
        return dialects.stream().filter(dialect -> dialect.id().equals(id)).findFirst().orElseThrow();
    }

    public enum Target {
        KARMADA, KUBEFED
    }

    /// @param documents all of a workspace
    /// @param fleet     with what those documents declare of it
    /// @param version   of the dialect converted from, whose behaviour is to be kept; empty for the newest
    public Conversion convert(List<Document> documents, Fleet fleet, String version, Target target) {
        Dialect from = target == Target.KARMADA ? kubefed : karmada;
        Dialect to = target == Target.KARMADA ? karmada : kubefed;
        DialectPlan before = from.plan(new PlanRequest(documents, fleet, version, Map.of(), null));
        Draft draft = target == Target.KARMADA
                ? ToKarmada.convert(before.objects(), documents, fleet)
                : ToKubeFed.convert(before.objects(), documents, fleet);
        DialectPlan after = to.plan(PlanRequest.of(documents(draft.manifests()), fleet));
        Equality.Result proof = Equality.compare(before.objects(), after.objects());
        return new Conversion(draft.manifests(), draft.leftovers(), proof.differences(), proof.equal(), after.diagnostics());
    }

    /// What a converter wrote, before anybody has proved it.
    record Draft(List<MapValue> manifests, List<Leftover> leftovers) {
        Draft {
            manifests = List.copyOf(manifests);
            leftovers = List.copyOf(leftovers);
        }
    }

    private static List<Document> documents(List<MapValue> manifests) {
        var text = new StringBuilder();
        for (MapValue manifest : manifests) {
            text.append("---\n").append(YamlWriter.write(manifest));
        }
        return new ArrayList<>(
                DocumentReader.read(YamlReader.read(new SourceFile("converted.yaml", text.toString()))).documents());
    }
}
