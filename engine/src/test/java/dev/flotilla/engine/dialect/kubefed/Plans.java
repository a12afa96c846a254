package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// Text in, plan out.
final class Plans {
    private final List<Document> documents = new ArrayList<>();
    private final List<Diagnostic> textual = new ArrayList<>();
    private final Fleet fleet;
    private String version = "";
    private Map<ObjectKey, Map<String, Integer>> previous = Map.of();
    private @Nullable DialectPlan plan;

    private Plans(Fleet fleet) {
        this.fleet = fleet;
    }

    static Plans over(String... members) {
        return new Plans(new Fleet(List.of(members).stream().map(MemberCluster::named).toList()));
    }

    static Plans over(MemberCluster... members) {
        return new Plans(new Fleet(List.of(members)));
    }

    Plans with(String yaml) {
        return with("test.yaml", yaml);
    }

    Plans with(String file, String yaml) {
        YamlFile read = YamlReader.read(new SourceFile(file, yaml));
        textual.addAll(read.diagnostics());
        for (YamlDocument document : read.documents()) {
            if (document.root() instanceof MapValue root) documents.add(new Document(new Manifest(root), document));
        }
        return this;
    }

    Plans as(String version) {
        this.version = version;
        return this;
    }

    Plans after(String kind, String namespace, String name, Map<String, Integer> running) {
        this.previous = Map.of(new ObjectKey("apps", kind, namespace, name), running);
        return this;
    }

    List<Document> documents() {
        return documents;
    }

    PlanRequest request(@Nullable DialectPlan last) {
        var dialect = new KubeFedDialect();
        return new PlanRequest(documents, new Fleet(dialect.declare(fleet.members(), documents)), version, previous, last);
    }

    DialectPlan plan() {
        if (plan == null) plan = new KubeFedDialect().plan(request(null));
        return plan;
    }

    List<Diagnostic> textual() {
        return textual;
    }

    /// `line:column code`, of everything the dialect found.
    List<String> findings() {
        return plan().diagnostics().stream()
                .map(found -> found.location().line() + ":" + found.location().column() + " " + found.code())
                .toList();
    }

    ObjectPlan object(String kindAndName) {
        return plan().objects().stream().filter(object -> (object.ref().kind() + "/" + object.ref().name()).equals(kindAndName))
                .findFirst()
                .orElseThrow();
    }

    MemberDecision decision(String kindAndName, String cluster) {
        return object(kindAndName).decisions().stream().filter(decision -> decision.cluster().equals(cluster)).findFirst()
                .orElseThrow();
    }

    MapValue manifest(String kindAndName, String cluster) {
        return object(kindAndName).on(cluster).orElseThrow().manifest().root();
    }

    /// `a=2 b=1`, chosen members only; `-` for what has no replicas.
    String split(String kindAndName) {
        return object(kindAndName).placements().stream()
                .map(placed -> placed.cluster() + "=" + (placed.replicas() == null ? "-" : placed.replicas()))
                .collect(Collectors.joining(" "));
    }
}
