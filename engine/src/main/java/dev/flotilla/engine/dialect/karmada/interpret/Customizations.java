package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.interpret.lua.LuaFailure;
import dev.flotilla.engine.dialect.karmada.interpret.lua.LuaScript;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The scripts of all `ResourceInterpreterCustomization` documents, by type and question.
final class Customizations {
    static final Customizations NONE = new Customizations(Map.of(), List.of());
    private static final TypeRef TYPE = new TypeRef("config.karmada.io/v1alpha1", "ResourceInterpreterCustomization");

    private final Map<TypeRef, Map<Question, Custom>> scripts;
    private final List<Diagnostic> diagnostics;

    private Customizations(Map<TypeRef, Map<Question, Custom>> scripts, List<Diagnostic> diagnostics) {
        this.scripts = scripts;
        this.diagnostics = List.copyOf(diagnostics);
    }

    /// What a script can answer.
    enum Question {
        RETENTION("retention", "Retain"), REPLICAS("replicaResource", "GetReplicas"), COMPONENTS("componentResource",
                "GetComponents"), REVISION("replicaRevision",
                        "ReviseReplica"), REFLECTION("statusReflection", "ReflectStatus"), AGGREGATION("statusAggregation",
                                "AggregateStatus"), HEALTH("healthInterpretation",
                                        "InterpretHealth"), DEPENDENCIES("dependencyInterpretation", "GetDependencies");

        private final String field;
        private final String function;

        Question(String field, String function) {
            this.field = field;
            this.function = function;
        }
    }

    /// One script.
    record Custom(Document document, Question question, LuaScript script) {

        /// Calls the script's function.
        List<LuaScript.Result> call(List<Value> arguments, int results) throws LuaFailure {
            return script.call(question.function, arguments, results, KubeLibrary.MODULE);
        }

        Reason reason(LuaFailure failure) {
            return new Reason(code(failure), List.of(question.function, failure.detail()),
                    List.of(place(document, question, failure.line())));
        }
    }

    private static String code(LuaFailure failure) {
        return switch (failure.kind()) {
            case SYNTAX -> "karmada.script-syntax";
            case ERROR -> "karmada.script-error";
            case LIMIT -> "karmada.script-limit";
            case RESULT -> "karmada.script-result";
        };
    }

    /// The line of the document that holds a line of the script, where the script is a literal block; otherwise the script.
    static Location place(Document document, Question question, int line) {
        Location whole = document.at("spec", "customizations", question.field, "luaScript");
        SourceFile source = document.source().source();
        boolean literal = whole.start() < source.text().length() && source.text().charAt(whole.start()) == '|';
        int at = whole.line() + line;
        if (!literal || line < 1 || at > source.lines()) return whole;
        int start = source.lineStart(at);
        int end = at < source.lines() ? source.lineStart(at + 1) - 1 : source.text().length();
        while (start < end && Character.isWhitespace(source.text().charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(source.text().charAt(end - 1))) {
            end--;
        }
        return source.location(start, end);
    }

    /// @param documents any documents; where two define the same, the first by name counts
    static Customizations of(List<Document> documents) {
        var scripts = new HashMap<TypeRef, Map<Question, Custom>>();
        var diagnostics = new ArrayList<Diagnostic>();
        documents.stream().filter(document -> document.manifest().type().equals(TYPE))
                .sorted(Comparator.comparing(document -> document.manifest().name()))
                .forEach(document -> read(document, scripts, diagnostics));
        return scripts.isEmpty() && diagnostics.isEmpty() ? NONE : new Customizations(scripts, diagnostics);
    }

    private static void read(Document document, Map<TypeRef, Map<Question, Custom>> scripts, List<Diagnostic> diagnostics) {
        String apiVersion = document.manifest().root().textAt("spec", "target", "apiVersion");
        String kind = document.manifest().root().textAt("spec", "target", "kind");
        if (apiVersion == null || kind == null) return;
        var target = new TypeRef(apiVersion, kind);
        for (Question question : Question.values()) {
            String text = document.manifest().root().textAt("spec", "customizations", question.field, "luaScript");
            if (text == null || text.isBlank()) continue;
            try {
                var custom = new Custom(document, question, LuaScript.compile(text));
                Custom first = scripts.computeIfAbsent(target, _ -> new EnumMap<>(Question.class)).putIfAbsent(question, custom);
                if (first != null) {
                    diagnostics.add(
                            Diagnostic.error("karmada.script-duplicate", document.at("spec", "customizations", question.field),
                                    question.field, target.toString(), first.document().manifest().name()));
                }
            } catch (LuaFailure e) {
                diagnostics.add(Diagnostic.error(code(e), place(document, question, e.line()), question.function, e.detail()));
            }
        }
    }

    @Nullable
    Custom find(TypeRef type, Question question) {
        Map<Question, Custom> found = scripts.get(type);
        return found == null ? null : found.get(question);
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
