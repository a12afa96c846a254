package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Scripts of `ResourceInterpreterCustomization`s.
class InterpreterTest {
    private static final String APP = """
            apiVersion: config.karmada.io/v1alpha1
            kind: ResourceInterpreterCustomization
            metadata: {name: apps}
            spec:
              target: {apiVersion: example.io/v1, kind: App}
              customizations:
                replicaResource:
                  luaScript: |
                    local kube = require("kube")
                    function GetReplicas(desiredObj)
                      local requirement = kube.accuratePodRequirements(desiredObj.spec.template)
                      return desiredObj.spec.size, requirement
                    end
                replicaRevision:
                  luaScript: |
                    function ReviseReplica(desiredObj, desiredReplica)
                      desiredObj.spec.size = desiredReplica
                      return desiredObj
                    end
                retention:
                  luaScript: |
                    function Retain(desiredObj, observedObj)
                      desiredObj.spec.paused = observedObj.spec.paused
                      return desiredObj
                    end
                healthInterpretation:
                  luaScript: |
                    function InterpretHealth(observedObj)
                      return observedObj.status.ready == observedObj.spec.size
                    end
                statusReflection:
                  luaScript: |
                    function ReflectStatus(observedObj)
                      return {ready = observedObj.status.ready}
                    end
                statusAggregation:
                  luaScript: |
                    function AggregateStatus(desiredObj, statusItems)
                      local sum = 0
                      for i = 1, #statusItems do
                        if statusItems[i].status ~= nil then sum = sum + statusItems[i].status.ready end
                      end
                      desiredObj.status = {ready = sum}
                      return desiredObj
                    end
                dependencyInterpretation:
                  luaScript: |
                    local kube = require("kube")
                    function GetDependencies(desiredObj)
                      return kube.getPodDependencies(desiredObj.spec.template, desiredObj.metadata.namespace)
                    end
            """;
    private static final String OBJECT = """
            {"apiVersion":"example.io/v1","kind":"App","metadata":{"name":"a","namespace":"team","labels":{}},
             "spec":{"size":3,"paused":false,"volumes":[],"template":{"spec":{"containers":[{"name":"c","image":"i",
               "resources":{"requests":{"cpu":"100m","memory":"1Gi"}},"envFrom":[{"configMapRef":{"name":"settings"}}]}]}}},
             "status":{"ready":3}}""";

    private final Interpreter interpreter = Interpreter.of(List.of(document(APP)));

    @Test
    void replicasAndRequirements() {
        ReplicaDemand demand = answer(interpreter.replicas(object()));

        assertThat(demand.replicas()).isEqualTo(3);
        assertThat(demand.requirements()).isEqualTo(Json.read("{\"resourceRequest\":{\"cpu\":\"100m\",\"memory\":\"1Gi\"}}"));
    }

    @Test
    void revisionChangesOnlyItsField() {
        Manifest revised = answer(interpreter.revise(object(), 1));

        assertThat(revised.root()).isEqualTo(object().root().set(FieldPath.of("spec", "size"), Value.number(1)));
        assertThat(interpreter.revises(object().type())).isTrue();
    }

    @Test
    void retentionKeepsTheMembersValue() {
        Manifest live = new Manifest((MapValue) object().root().set(FieldPath.of("spec", "paused"), Value.TRUE));

        assertThat(answer(interpreter.retain(object(), live)).root()).isEqualTo(live.root());
    }

    @Test
    void healthStatusAndAggregation() {
        assertThat(answer(interpreter.health(object()))).isTrue();
        assertThat(answer(interpreter.reflect(object()))).isEqualTo(Json.read("{\"ready\":3}"));
        var members = List.of(new MemberStatus("m1", Json.read("{\"ready\":2}")), new MemberStatus("m2", null),
                new MemberStatus("m3", Json.read("{\"ready\":5}")));
        assertThat(answer(interpreter.aggregate(object(), members, Instant.EPOCH)).at("status"))
                .isEqualTo(Json.read("{\"ready\":7}"));
    }

    @Test
    void dependenciesOfThePod() {
        assertThat(answer(interpreter.dependencies(object())))
                .containsExactly(new Dependency("v1", "ConfigMap", "team", "settings", null));
    }

    @Test
    void otherKindsKeepTheBuiltInRules() {
        var deployment = new Manifest(
                (MapValue) Json.read("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"spec\":{\"replicas\":2}}"));

        assertThat(answer(interpreter.replicas(deployment)).replicas()).isEqualTo(2);
        assertThat(interpreter.replicas(new Manifest(MapValue.of("kind", Value.text("Other")))))
                .isInstanceOf(Interpreted.NoRule.class);
    }

    @Test
    void aFailingScriptNamesItsLineInTheDocument() {
        Document document = document("""
                apiVersion: config.karmada.io/v1alpha1
                kind: ResourceInterpreterCustomization
                metadata: {name: broken}
                spec:
                  target: {apiVersion: example.io/v1, kind: App}
                  customizations:
                    replicaResource:
                      luaScript: |
                        function GetReplicas(desiredObj)

                          return desiredObj.missing.field
                        end
                """);

        Reason reason = failure(Interpreter.of(List.of(document)).replicas(object()));

        assertThat(reason.code()).isEqualTo("karmada.script-error");
        assertThat(reason.lines()).singleElement().hasToString("ric.yaml:11:11");
    }

    @Test
    void aScriptThatIsNoLuaIsADiagnosticAtItsLine() {
        Document document = document("""
                apiVersion: config.karmada.io/v1alpha1
                kind: ResourceInterpreterCustomization
                metadata: {name: broken}
                spec:
                  target: {apiVersion: example.io/v1, kind: App}
                  customizations:
                    healthInterpretation:
                      luaScript: |
                        function InterpretHealth(o)
                          retrun true
                        end
                """);

        List<Diagnostic> diagnostics = Interpreter.of(List.of(document)).diagnostics();

        assertThat(diagnostics).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("karmada.script-syntax");
            assertThat(diagnostic.location().line()).isEqualTo(10);
        });
    }

    @Test
    void wrongResultsAndEndlessLoopsAreFailures() {
        assertThat(failure(scripted("return 'three', nil").replicas(object())).code()).isEqualTo("karmada.script-result");
        assertThat(failure(scripted("return 1, 'cpu'").replicas(object())).code()).isEqualTo("karmada.script-result");
        assertThat(failure(scripted("while true do end").replicas(object())).code()).isEqualTo("karmada.script-limit");
        assertThat(answer(scripted("return 2.9, {}").replicas(object()))).isEqualTo(new ReplicaDemand(2, MapValue.EMPTY));
    }

    @Test
    void theFirstOfTwoScriptsForOneQuestionCounts() {
        Interpreter both = Interpreter
                .of(List.of(document(replicas("b", "return 2, nil")), document(replicas("a", "return 1, nil"))));

        assertThat(answer(both.replicas(object())).replicas()).isEqualTo(1);
        assertThat(both.diagnostics()).singleElement().satisfies(diagnostic -> assertThat(diagnostic.code())
                .isEqualTo("karmada.script-duplicate"));
    }

    private static Interpreter scripted(String body) {
        return Interpreter.of(List.of(document(replicas("x", body))));
    }

    private static String replicas(String name, String body) {
        return """
                apiVersion: config.karmada.io/v1alpha1
                kind: ResourceInterpreterCustomization
                metadata: {name: %s}
                spec:
                  target: {apiVersion: example.io/v1, kind: App}
                  customizations: {replicaResource: {luaScript: "function GetReplicas(o) %s end"}}
                """.formatted(name, body);
    }

    private static <T> T answer(Interpreted<T> interpreted) {
        assertThat(interpreted).isInstanceOf(Interpreted.Known.class);
        return interpreted.known().orElseThrow();
    }

    private static Reason failure(Interpreted<?> interpreted) {
        assertThat(interpreted).isInstanceOf(Interpreted.Failed.class);
        return ((Interpreted.Failed<?>) interpreted).reason();
    }

    private static Manifest object() {
        return new Manifest((MapValue) Json.read(OBJECT));
    }

    private static Document document(String text) {
        var source = YamlReader.read(new SourceFile("ric.yaml", text)).documents().getFirst();
        return new Document(new Manifest((MapValue) source.root()), source);
    }
}
