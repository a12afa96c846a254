package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.KarmadaDialect;
import dev.flotilla.engine.dialect.kubefed.KubeFedDialect;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Account;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanHash;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceReader;
import org.jspecify.annotations.Nullable;

/// Opens, plans, compares, pushes and watches. Stateless; safe from any thread.
public final class Engine {
    private final List<Dialect> dialects;

    public Engine(List<Dialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /// The engine with every dialect Flotilla speaks.
    public static Engine standard() {
        return new Engine(List.of(new KarmadaDialect(), new KubeFedDialect()));
    }

    public List<Dialect> dialects() {
        return dialects;
    }

    /// The fields of whatever may be written into the files of a workspace, or of none while none is open.
    public FieldCatalog fields(@Nullable Workspace workspace) {
        return workspace == null
                ? new WorkspaceFields(dialects, List.of(), Kinds.BUILT_IN)
                : new WorkspaceFields(dialects, workspace.documents(), workspace.kinds());
    }

    /// @param path a folder, its `flotilla.yaml`, or a single file of manifests
    /// @throws IOException when the path is absent or cannot be read
    public Workspace open(Path path) throws IOException {
        return WorkspaceReader.open(path);
    }

    /// What each member would get, without a look at what runs.
    public FleetPlan plan(Workspace workspace, Map<String, MemberCluster> observed, Map<ObjectKey, Map<String, Integer>> previous,
            @Nullable FleetPlan last) {
        return plan(workspace, observed, previous, Map.of(), last);
    }

    /// What each member would get.
    ///
    /// @param observed members as last seen by their connections; those unknown here are planned with what the files declare
    /// @param previous what the last push gave each member: object to cluster to replicas
    /// @param running  what was seen to run: object to cluster; goes before `previous`
    /// @param last     the plan before this one, or `null`; only saves work
    public FleetPlan plan(Workspace workspace, Map<String, MemberCluster> observed, Map<ObjectKey, Map<String, Integer>> previous,
            Map<ObjectKey, Map<String, Running>> running, @Nullable FleetPlan last) {
        Fleet fleet = fleet(workspace, observed, last);
        var objects = new ArrayList<ObjectPlan>();
        var diagnostics = new ArrayList<>(workspace.diagnostics());
        var parts = new LinkedHashMap<String, DialectPlan>();
        for (Dialect dialect : dialects) {
            DialectPlan part = dialect.plan(new PlanRequest(workspace.documents(), fleet,
                    workspace.settings().version(dialect.id()), previous, running,
                    last == null ? null : last.parts().get(dialect.id())));
            parts.put(dialect.id(), part);
            part.objects().forEach(object -> objects.add(LeftAlone.in(object, workspace.settings())));
            diagnostics.addAll(part.diagnostics());
        }
        diagnostics.sort(Comparator.comparing((Diagnostic d) -> d.location().file()).thenComparingInt(d -> d.location().start()));
        PlanHash hash = PlanHash.of(objects, last == null ? null : last.digests());
        return new FleetPlan(fleet, objects, diagnostics, hash.hex(), parts, hash);
    }

    /// What becomes of a document that no member gets as it stands, such as a policy; empty for a template that its own plan explains.
    public Optional<Account> account(Workspace workspace, FleetPlan plan, Document document) {
        var facts = new ArrayList<Reason>();
        for (Dialect dialect : dialects) {
            facts.addAll(dialect.account(new AccountRequest(document, plan, workspace.documents(),
                    workspace.settings().version(dialect.id()))));
        }
        if (facts.isEmpty()) {
            if (plan.objects().stream().anyMatch(object -> object.template() == document)) return Optional.empty();
            facts.add(Reason.of("account.not-placed", document.ref().toString()));
        }
        Location whole = document.at(FieldPath.ROOT);
        return Optional.of(new Account(document, facts, plan.diagnostics().stream()
                .filter(found -> found.location().file().equals(whole.file()) && found.location().start() >= whole.start()
                        && found.location().end() <= whole.end())
                .toList()));
    }

    private Fleet fleet(Workspace workspace, Map<String, MemberCluster> observed, @Nullable FleetPlan last) {
        List<MemberCluster> members = new ArrayList<>();
        for (var member : workspace.settings().members()) {
            if (member.name().isBlank()) continue;
            MemberCluster seen = observed.get(member.name());
            members.add(seen == null ? DeclaredMember.of(member) : seen);
        }
        for (Dialect dialect : dialects) {
            members = dialect.declare(members, workspace.documents());
        }
        var fleet = new Fleet(members);
        return last != null && last.fleet().equals(fleet) ? last.fleet() : fleet;
    }
}
