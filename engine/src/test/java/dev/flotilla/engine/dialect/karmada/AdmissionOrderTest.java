package dev.flotilla.engine.dialect.karmada;

import java.util.List;

import dev.flotilla.engine.dialect.karmada.admission.Validation;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Several mistakes in one policy, in the order of karmada: pkg/util/validation/validation.go.
class AdmissionOrderTest {
    @Test
    void aRuleIsReadAnnotationsFirstAndItsTargetLast() {
        assertThat(
                details("""
                        apiVersion: policy.karmada.io/v1alpha1
                        kind: ClusterOverridePolicy
                        metadata: {name: p}
                        spec:
                          overrideRules:
                          - targetCluster: {fieldSelector: {matchExpressions: [{key: planet, operator: In, values: [mars]}]}}
                            overriders:
                              labelsOverrider: [{operator: add, value: {app: "no value"}}]
                              annotationsOverrider: [{operator: add, value: {"a/b/c": x}}, {operator: add, value: {"Example.COM/name": x}}]
                              imageOverrider: [{predicate: {path: spec}, component: Tag, operator: add, value: x}]
                        """))
                .satisfiesExactly(first -> assertThat(first).startsWith("a qualified name must"),
                        second -> assertThat(second).startsWith("a valid label must"),
                        third -> assertThat(third).startsWith("JSON pointer must"),
                        fourth -> assertThat(fourth).startsWith("unsupported key \"planet\""));
    }

    @Test
    void aRepeatedFieldIsSaidWhereItComesTheSecondTime() {
        assertThat(details("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: p}
                spec:
                  placement:
                    spreadConstraints:
                    - {spreadByField: zone, minGroups: 1}
                    - {spreadByField: zone, minGroups: 1}
                    - {spreadByField: zone, minGroups: -1}
                """)).startsWith("multiple zone spread constraints are not allowed", "minGroups lower than 0 is not allowed")
                .hasSize(3);
    }

    @Test
    void anEmptyListIsAListAndANullValueIsNone() {
        assertThat(details("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: p}
                spec: {placement: {clusterAffinity: {}, clusterAffinities: []}}
                """)).containsExactly("clusterAffinities cannot co-exist with clusterAffinity");
        assertThat(details("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterOverridePolicy
                metadata: {name: p}
                spec:
                  targetCluster: {}
                  overrideRules:
                  - overriders:
                      fieldOverrider:
                      - fieldPath: /data/a
                        json: [{subPath: /x, operator: add, value: null}, {subPath: /y, operator: remove, value: null}]
                """)).containsExactly("overrideRules and targetCluster can't co-exist",
                "value is required for add or replace operation");
    }

    private static List<String> details(String policy) {
        var root = (MapValue) YamlReader.read(new SourceFile("policy.yaml", policy)).documents().getFirst().root();
        return Validation.findings(new Manifest(root)).stream().map(finding -> finding.detail()).toList();
    }
}
