package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.interpret.Customizations.Custom;
import dev.flotilla.engine.dialect.karmada.interpret.Customizations.Question;
import dev.flotilla.engine.dialect.karmada.interpret.lua.LuaFailure;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Answers what Karmada's controllers ask about objects: by the user's scripts where there are some for the type and the
/// question, or else by the built-in rules. Immutable; may be asked from any thread.
public final class Interpreter {
    private static final Interpreter BUILT_IN = new Interpreter(Customizations.NONE);

    private final Customizations customizations;

    private Interpreter(Customizations customizations) {
        this.customizations = customizations;
    }

    /// Only the rules that Karmada comes with.
    public static Interpreter builtIn() {
        return BUILT_IN;
    }

    /// With the scripts of the workspace.
    ///
    /// @param documents any documents; only `ResourceInterpreterCustomization`s count
    public static Interpreter of(List<Document> documents) {
        Customizations found = Customizations.of(documents);
        return found == Customizations.NONE ? BUILT_IN : new Interpreter(found);
    }

    /// What is wrong with the scripts before anybody calls them.
    public List<Diagnostic> diagnostics() {
        return customizations.diagnostics();
    }

    @FunctionalInterface
    private interface Rule<T> {
        /// `null` where there is none for the kind.
        @Nullable
        T apply() throws UnreadableException;
    }

    @FunctionalInterface
    private interface Call<T> {
        T apply(Custom custom) throws LuaFailure, UnreadableException;
    }

    private <T> Interpreted<T> ask(Manifest object, Question question, Call<T> call, Rule<T> rule) {
        Custom custom = customizations.find(object.type(), question);
        try {
            if (custom != null) return new Interpreted.Known<>(call.apply(custom));
            T answer = rule.apply();
            return answer == null ? new Interpreted.NoRule<>() : new Interpreted.Known<>(answer);
        } catch (UnreadableException e) {
            return new Interpreted.Failed<>(Reason.of("karmada.field-type", object.kind(), e.field(), e.fault()));
        } catch (LuaFailure e) {
            return new Interpreted.Failed<>(
                    custom == null ? Reason.of("karmada.script-error", "", e.detail()) : custom.reason(e));
        }
    }

    /// Whether the workspace's own script says how many replicas objects of this type have.
    public boolean asksScriptForReplicas(TypeRef type) {
        return customizations.find(type, Question.REPLICAS) != null;
    }

    /// How many replicas a template asks for and what each needs.
    public Interpreted<ReplicaDemand> replicas(Manifest template) {
        return ask(template, Question.REPLICAS, custom -> ScriptAnswers.replicas(custom, template), () -> Demand.of(template));
    }

    /// The pod templates of an object that has several, as a binding's `spec` with `components`; only scripts know any.
    public Interpreted<MapValue> components(Manifest template) {
        return ask(template, Question.COMPONENTS, custom -> ScriptAnswers.components(custom, template), () -> null);
    }

    /// Whether replicas of this type can be written by [#revise].
    public boolean revises(TypeRef type) {
        return Revision.field(type) != null || customizations.find(type, Question.REVISION) != null;
    }

    /// The field that [#revise] writes, or `null` where it is unknown or there is none.
    public @Nullable FieldPath replicasField(Manifest template) {
        return customizations.find(template.type(), Question.REVISION) == null ? Revision.field(template.type()) : null;
    }

    /// The object with a member's share of the replicas.
    public Interpreted<Manifest> revise(Manifest template, long replicas) {
        return ask(template, Question.REVISION,
                custom -> ScriptAnswers.object(custom, List.of(template.root(), Value.number(replicas))),
                () -> Revision.revise(template, replicas));
    }

    /// The object to send where a live one stands already.
    public Interpreted<Manifest> retain(Manifest desired, Manifest live) {
        return ask(desired, Question.RETENTION, custom -> ScriptAnswers.object(custom, List.of(desired.root(), live.root())),
                () -> Retention.of(desired, live));
    }

    /// Whether a live object is well; without a rule Karmada takes it to be.
    public Interpreted<Boolean> health(Manifest live) {
        return ask(live, Question.HEALTH, custom -> ScriptAnswers.health(custom, live), () -> Health.of(live));
    }

    /// The status that a member reports of a live object; [Value#NULL] for none.
    public Interpreted<Value> reflect(Manifest live) {
        return ask(live, Question.REFLECTION, custom -> ScriptAnswers.table(custom, List.of(live.root())),
                () -> Reflection.of(live));
    }

    /// The template with the status that the members' reports add up to.
    ///
    /// @param now the time of new conditions
    public Interpreted<Manifest> aggregate(Manifest template, List<MemberStatus> members, Instant now) {
        return ask(template, Question.AGGREGATION,
                custom -> ScriptAnswers.object(custom, List.of(template.root(), MemberStatus.items(members))),
                () -> Aggregation.of(template, members, now));
    }

    /// What the object needs in its member clusters to run.
    public Interpreted<List<Dependency>> dependencies(Manifest template) {
        return ask(template, Question.DEPENDENCIES, custom -> ScriptAnswers.dependencies(custom, template),
                () -> Dependencies.of(template));
    }
}
