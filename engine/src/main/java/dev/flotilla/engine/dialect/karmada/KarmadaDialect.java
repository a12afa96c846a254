package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreted;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.plan.RuleFailure;

/// Karmada: propagation and override policies over ordinary manifests.
///
/// @param interpreter  answers about live objects
/// @param hasUserRules whether it knows scripts of the user's
public record KarmadaDialect(Interpreter interpreter, boolean hasUserRules) implements Dialect {
    static final String ID = "karmada";

    public KarmadaDialect() {
        this(Interpreter.builtIn(), false);
    }

    @Override
    public Dialect knowing(DialectPlan plan) {
        return plan.memo() instanceof Memo memo
                ? new KarmadaDialect(memo.scripts().interpreter(), !memo.scripts().documents().isEmpty())
                : this;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String newestRelease() {
        return "1.18";
    }

    @Override
    public boolean owns(TypeRef type) {
        return KarmadaTypes.isOwn(type);
    }

    @Override
    public List<MemberCluster> declare(List<MemberCluster> known, List<Document> documents) {
        var members = new LinkedHashMap<String, MemberCluster>();
        known.forEach(member -> members.put(member.name(), member));
        for (Document document : documents) {
            Manifest manifest = document.manifest();
            if (!KarmadaTypes.isCluster(manifest.type()) || manifest.name().isBlank()) continue;
            MemberCluster member = members.getOrDefault(manifest.name(), MemberCluster.named(manifest.name()));
            members.put(manifest.name(), ClusterDocument.complete(member, manifest));
        }
        return new ArrayList<>(members.values());
    }

    @Override
    public DialectPlan plan(PlanRequest request) {
        return new Planner(request).plan();
    }

    @Override
    public Manifest retain(Manifest desired, Manifest live) throws RuleFailure {
        return orFail(interpreter.retain(desired, live)).orElse(desired);
    }

    @Override
    public boolean notesDown() {
        return true;
    }

    @Override
    public List<Manifest> records(RecordRequest request) {
        return Records.of(request);
    }

    @Override
    public List<Reason> account(AccountRequest request) {
        return Accounts.of(request);
    }

    @Override
    public FieldCatalog catalog() {
        return Schemas.standard();
    }

    @Override
    public Optional<Boolean> health(Manifest live) throws RuleFailure {
        return orFail(interpreter.health(live));
    }

    private static <T> Optional<T> orFail(Interpreted<T> answer) throws RuleFailure {
        if (answer instanceof Interpreted.Failed<T>(Reason reason)) throw new RuleFailure(reason);
        return answer.known();
    }
}
