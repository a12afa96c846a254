package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.cluster.FakeCluster;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The user's own scripts about objects that are live already.
class ScriptedRulesTest {
    private static final String OBJECT = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: conf, namespace: default}
            data: {theirs: planned, ours: planned}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: all, namespace: default}
            spec:
              resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]
            """;
    private static final String SCRIPTS = """
            apiVersion: config.karmada.io/v1alpha1
            kind: ResourceInterpreterCustomization
            metadata: {name: conf}
            spec:
              target: {apiVersion: v1, kind: ConfigMap}
              customizations:
                retention:
                  luaScript: |
                    function Retain(desiredObj, observedObj)
                      desiredObj.data.theirs = observedObj.data.theirs
                      return desiredObj
                    end
                healthInterpretation:
                  luaScript: |
                    function InterpretHealth(observedObj)
                      return observedObj.data.ours == "planned"
                    end
            """;

    private final Engine engine = Engine.standard();

    private FleetPlan plan(String... texts) {
        var settings = new WorkspaceSettings("scripted", WorkspaceSettings.EVERYTHING, null, "", "",
                List.of(new MemberSettings("eu", null, WorkspaceSettings.SandboxSettings.DEFAULT)));
        Workspace workspace = Workspace.empty(Path.of("scripted"), settings, List.of());
        for (int i = 0; i < texts.length; i++) {
            workspace = workspace.withText(new SourceFile(i + ".yaml", texts[i]));
        }
        return engine.plan(workspace, Map.of(), Map.of(), null);
    }

    private static Desired desired(FleetPlan plan) {
        ClusterPlan placed = plan.objects().getFirst().on("eu").orElseThrow();
        return new Desired(placed.manifest(), "karmada", placed.replicas(), placed.delivery());
    }

    /// What the plan gives, after a member changed it.
    private static Manifest live(Desired desired, String key, String value) {
        return new Manifest((MapValue) desired.manifest().root().set(FieldPath.of("data", key), Value.text(value)));
    }

    @Test
    void aRetentionScriptKeepsWhatIsTheMembers() throws RuleFailure {
        FleetPlan plan = plan(OBJECT, SCRIPTS);
        Desired desired = desired(plan);

        Manifest kept = DialectRules.of(engine.dialects(), plan).retain(desired, live(desired, "theirs", "changed"));

        assertThat(kept.root().mapAt("data").texts()).containsEntry("theirs", "changed").containsEntry("ours", "planned");
    }

    @Test
    void aHealthScriptDecides() throws RuleFailure {
        FleetPlan plan = plan(OBJECT, SCRIPTS);
        Desired desired = desired(plan);
        DialectRules rules = DialectRules.of(engine.dialects(), plan);

        assertThat(rules.health(desired, desired.manifest())).isEqualTo(Optional.of(true));
        assertThat(rules.health(desired, live(desired, "ours", "changed"))).isEqualTo(Optional.of(false));
    }

    @Test
    void rulesOfPlansWithTheSameScriptsAreEqual() {
        FleetPlan plan = plan(OBJECT, SCRIPTS);

        assertThat(DialectRules.of(engine.dialects(), plan)).isEqualTo(DialectRules.of(engine.dialects(), plan));
        assertThat(DialectRules.of(engine.dialects(), plan)).isNotEqualTo(DialectRules.of(engine.dialects(), plan(OBJECT)));
    }

    @Test
    void anObjectWhoseScriptFailsIsNotSentAndTheLineIsNamed() throws Exception {
        FleetPlan plan = plan(OBJECT, SCRIPTS.replace("observedObj.data.theirs", "observedObj.nothing.theirs"));
        Desired desired = desired(plan);
        DialectRules rules = DialectRules.of(engine.dialects(), plan);
        var cluster = new FakeCluster("eu");
        cluster.make("somebody", live(desired, "theirs", "changed").root());

        List<Change> changes = new ClusterComparison(cluster, new ApplySet("scripted"), rules::retain, Accepted.NOTHING,
                Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL)
                .compare(List.of(desired)).changes();

        assertThat(changes).singleElement().isInstanceOfSatisfying(Change.Blocked.class, blocked -> {
            assertThat(blocked.why().code()).isEqualTo("karmada.script-error");
            assertThat(blocked.why().lines().getFirst().line()).isEqualTo(10);
        });
        RuleFailure failure = catchThrowableOfType(RuleFailure.class, () -> rules.retain(desired, desired.manifest()));
        assertThat(failure.detail()).startsWith("Retain: ").endsWith("(1.yaml:10)");
    }
}
