package dev.flotilla.engine.dialect.karmada.work;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What members get, and where each line of it comes from.
class WorksTest {
    private static final String NGINX = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"karmada-nginx","namespace":"default","labels":{"app":"nginx"}},
             "spec":{"replicas":3,"template":{"spec":{"containers":[{"name":"nginx","image":"nginx"}]}}}}""";
    private static final String BLOG = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: OverridePolicy
            metadata: {name: nginx-worker02, namespace: default}
            spec:
              targetCluster:
                clusterNames: [karmada-worker02]
              overriders:
                plaintext:
                - path: "/metadata/annotations"
                  operator: add
                  value: {test: this_is_worker02}
                imageOverrider:
                - predicate:
                    path: /spec/template/spec/containers/0/image
                  component: Tag
                  operator: add
                  value: 1.17.0-alpine
            """;
    private static final ObjectRef POLICY = new ObjectRef("policy.karmada.io/v1alpha1", "PropagationPolicy", "default", "nginx");

    private final TemplateWorks blog = new Works(OverridePolicies.of(List.of(document(BLOG))), Interpreter.builtIn())
            .forTemplate(new Manifest((MapValue) Json.read(NGINX)), binding(true), new Works.Divider(POLICY, null));

    @Test
    void theBlogsExampleRendersAsItDidOnARealControlPlane() {
        Rendered.Sent first = sent(blog.render(MemberCluster.named("karmada-worker01"), 1));
        Rendered.Sent second = sent(blog.render(MemberCluster.named("karmada-worker02"), 2));

        assertThat(first.work()).isEqualTo("karmada-nginx-d5fbb6dc5");
        assertThat(first.manifest().root().intAt("spec", "replicas")).isEqualTo(1);
        assertThat(first.overrides()).isEmpty();
        assertThat(second.manifest().root().intAt("spec", "replicas")).isEqualTo(2);
        assertThat(second.manifest().at("spec", "template", "spec", "containers").get(0))
                .isEqualTo(Json.read("{\"name\":\"nginx\",\"image\":\"nginx:1.17.0-alpine\"}"));
        assertThat(second.manifest().annotations()).containsEntry("test", "this_is_worker02")
                .containsEntry("work.karmada.io/namespace", "karmada-es-karmada-worker02")
                .containsEntry("work.karmada.io/conflict-resolution", "abort")
                .doesNotContainKey("resourcetemplate.karmada.io/uid");
        assertThat(second.manifest().labels()).containsOnlyKeys("app", "karmada.io/managed");
        assertThat(second.overrides()).extracting(ObjectRef::name).containsExactly("nginx-worker02");
    }

    @Test
    void everyLineKnowsWhereItComesFrom() {
        Rendered.Sent second = sent(blog.render(MemberCluster.named("karmada-worker02"), 2));

        assertThat(second.origins()).extracting(WorksTest::line).containsSubsequence(
                "OVERRIDE add metadata.annotations was null at 9",
                "POLICY divide spec.replicas was 3 at 0",
                "OVERRIDE replace spec.template.spec.containers[0].image was \"nginx\" at 13");
        assertThat(second.origins()).filteredOn(origin -> origin.kind() == Origin.Kind.DIALECT)
                .extracting(origin -> origin.path().toString()).contains("metadata.labels[karmada.io/managed]");
    }

    @Test
    void membersShareWhatDoesNotDiffer() {
        Rendered.Sent one = sent(blog.render(MemberCluster.named("a"), 2));
        Rendered.Sent other = sent(blog.render(MemberCluster.named("b"), 2));

        assertThat(one.manifest().at("spec")).isSameAs(other.manifest().at("spec"));
        assertThat(one.manifest().at("metadata", "labels")).isSameAs(other.manifest().at("metadata", "labels"));
        assertThat(one.origins()).isSameAs(other.origins());
        assertThat(one.manifest().annotations()).isNotEqualTo(other.manifest().annotations());
    }

    @Test
    void originsMoveWithTheItemsOfAList() {
        Rendered.Sent sent = sent(rendered("""
                imageOverrider: [{component: Tag, operator: replace, value: "2"}]
                plaintext:
                - {path: /spec/template/spec/containers/0, operator: add, value: {name: first, image: a}}
                """));

        assertThat(sent.origins()).filteredOn(origin -> origin.kind() == Origin.Kind.OVERRIDE).extracting(WorksTest::line)
                .containsExactly("OVERRIDE add spec.template.spec.containers[0] was null at 10",
                        "OVERRIDE replace spec.template.spec.containers[1].image was \"nginx\" at 8");
    }

    @Test
    void whatIsTakenOutTakesItsOriginsAlong() {
        Rendered.Sent sent = sent(rendered("""
                imageOverrider: [{component: Tag, operator: replace, value: "2"}]
                plaintext:
                - {path: /spec/template/spec/containers/0, operator: remove}
                """));

        assertThat(sent.origins()).filteredOn(origin -> origin.kind() == Origin.Kind.OVERRIDE).extracting(WorksTest::line)
                .containsExactly(
                        "OVERRIDE remove spec.template.spec.containers[0] was {\"name\":\"nginx\",\"image\":\"nginx:2\"} at 10");
    }

    @Test
    void aFailingEntryNamesItsLines() {
        Rendered rendered = rendered("""
                plaintext:
                - {path: /spec/replicas, operator: replace, value: 7}
                - {path: /spec/strategy/type, operator: add, value: Recreate}
                """);

        assertThat(rendered).isInstanceOf(Rendered.Failed.class);
        Reason reason = ((Rendered.Failed) rendered).reason();
        assertThat(reason.code()).isEqualTo("karmada.override-path-missing");
        assertThat(reason.arguments()).containsExactly("add", "/spec/strategy/type");
        assertThat(reason.lines()).singleElement().satisfies(lines -> assertThat(lines.line()).isEqualTo(9));
    }

    @Test
    void anOverrideOfReplicasWinsOverTheDivision() {
        Rendered.Sent sent = sent(rendered("plaintext: [{path: /spec/replicas, operator: replace, value: 7}]\n"));

        assertThat(sent.manifest().root().intAt("spec", "replicas")).isEqualTo(7);
        assertThat(sent.origins()).filteredOn(origin -> origin.path().toString().equals("spec.replicas"))
                .extracting(WorksTest::line)
                .containsExactly("OVERRIDE replace spec.replicas was 2 at 8");
    }

    @Test
    void entriesWithoutEffectAreWarnedAbout() {
        Rendered.Sent sent = sent(rendered("""
                imageOverrider: [{component: Tag, operator: replace, value: ":2"}]
                argsOverrider: [{containerName: nobody, operator: add, value: [x]}]
                labelsOverrider: [{operator: remove, value: {absent: ""}}]
                """));

        assertThat(sent.warnings()).extracting(Diagnostic::code).containsExactly("karmada.override-tag-ignored",
                "karmada.override-container-unknown", "karmada.override-key-absent");
    }

    @Test
    void aScriptThatWritesReplicasIsCreditedFieldByField() {
        Document customization = document("""
                apiVersion: config.karmada.io/v1alpha1
                kind: ResourceInterpreterCustomization
                metadata: {name: app}
                spec:
                  target: {apiVersion: e.io/v1, kind: App}
                  customizations:
                    replicaRevision:
                      luaScript: |
                        function ReviseReplica(desiredObj, desiredReplica)
                          desiredObj.spec.size = desiredReplica
                          desiredObj.spec.min = 1
                          return desiredObj
                        end
                """);
        var template = new Manifest((MapValue) Json.read(
                "{\"apiVersion\":\"e.io/v1\",\"kind\":\"App\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"},\"spec\":{\"size\":5,\"list\":[]}}"));
        var works = new Works(OverridePolicies.of(List.of()), Interpreter.of(List.of(customization)));

        Rendered.Sent sent = sent(works.forTemplate(template, binding(true), null).render(MemberCluster.named("m"), 2));

        assertThat(sent.manifest().at("spec")).isEqualTo(Json.read("{\"size\":2,\"min\":1,\"list\":[]}"));
        assertThat(sent.origins()).filteredOn(origin -> origin.kind() == Origin.Kind.POLICY).extracting(WorksTest::line)
                .containsExactlyInAnyOrder("POLICY divide spec.size was 5 at 0", "POLICY divide spec.min was null at 0");
    }

    @Test
    void anObjectThatIsMovedMeetsTheOverridesOfItsNewNamespaceMemberByMember() {
        Document move = document("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterOverridePolicy
                metadata: {name: move}
                spec:
                  overrideRules:
                  - overriders: {plaintext: [{path: /metadata/namespace, operator: replace, value: live}]}
                """);
        Document there = document("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: there, namespace: live}
                spec:
                  overrideRules:
                  - targetCluster: {clusterNames: [m2]}
                    overriders: {labelsOverrider: [{operator: add, value: {tier: gold}}]}
                """);
        TemplateWorks works = new Works(OverridePolicies.of(List.of(move, there)), Interpreter.builtIn())
                .forTemplate(new Manifest((MapValue) Json.read(NGINX)), binding(false), null);

        assertThat(sent(works.render(MemberCluster.named("m1"), 0)).manifest().labels()).doesNotContainKey("tier");
        assertThat(sent(works.render(MemberCluster.named("m2"), 0)).manifest().labels()).containsEntry("tier", "gold");
        assertThat(works.policies()).containsExactlyInAnyOrder(move, there);
    }

    @Test
    void theRecordOfAppliedRulesIsWrittenAsGoWritesIt() {
        Rendered.Sent sent = sent(rendered("""
                imageOverrider:
                - {component: Registry, operator: remove, value: ""}
                labelsOverrider:
                - {operator: add, value: {tier: "<web>"}}
                plaintext:
                - {path: /spec/paused, operator: add}
                - {value: 3, operator: replace, path: /spec/replicas}
                """));

        assertThat(WorkObjects.of(sent, binding(false), "m1").annotations().get("policy.karmada.io/applied-overrides"))
                .endsWith("""
                        ,"overriders":{"plaintext":[{"path":"/spec/paused","operator":"add","value":null},\
                        {"path":"/spec/replicas","operator":"replace","value":3}],\
                        "imageOverrider":[{"component":"Registry","operator":"remove"}],\
                        "labelsOverrider":[{"operator":"add","value":{"tier":"\\u003cweb\\u003e"}}]}}]""");
    }

    private static String line(Origin origin) {
        return origin.kind() + " " + origin.operation() + " " + origin.path() + " was " + Json.write(origin.replaced()) + " at "
                + (origin.rule() == null ? 0 : origin.rule().line());
    }

    private static Rendered rendered(String overriders) {
        String text = "apiVersion: policy.karmada.io/v1alpha1\nkind: OverridePolicy\nmetadata:\n  name: op\n  namespace: default\n"
                + "spec:\n  overriders:\n" + overriders.indent(4);
        return new Works(OverridePolicies.of(List.of(document(text))), Interpreter.builtIn())
                .forTemplate(new Manifest((MapValue) Json.read(NGINX)), binding(true), null).render(MemberCluster.named("m"), 2);
    }

    private static WorkBinding binding(boolean workload) {
        return new WorkBinding("default", "karmada-nginx-deployment", null, List.of(), workload, 3, false,
                WorkBinding.Sending.NORMAL);
    }

    private static Rendered.Sent sent(Rendered rendered) {
        assertThat(rendered).isInstanceOf(Rendered.Sent.class);
        return (Rendered.Sent) rendered;
    }

    private static Document document(String text) {
        var source = YamlReader.read(new SourceFile("policy.yaml", text)).documents().getFirst();
        Value root = source.root();
        return new Document(new Manifest((MapValue) root), source);
    }
}
