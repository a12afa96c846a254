package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a template asks for, and whether it can be read at all.
class DemandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Deployment | {'template':{'metadata':{'annotations':{'prometheus.io/scrape':true}}}} | spec.template.metadata.annotations",
            "Deployment | {'selector':{'matchLabels':{'version':1}}} | spec.selector.matchLabels.version",
            "Deployment | {'minReadySeconds':'10'} | spec.minReadySeconds",
            "StatefulSet | {'revisionHistoryLimit':'2'} | spec.revisionHistoryLimit",
            "ReplicaSet | {'template':{'spec':{'terminationGracePeriodSeconds':'30'}}} | spec.template.spec.terminationGracePeriodSeconds"})
    void aFieldOfAnotherTypeThanGosIsRefused(String kind, String spec, String field) {
        assertThat(Interpreter.builtIn().replicas(object(kind, spec)))
                .isInstanceOfSatisfying(Interpreted.Failed.class, failed -> assertThat(said(failed.reason())).contains(field));
    }

    @Test
    void fieldsOfTheirTypesAreNot() {
        assertThat(Interpreter.builtIn().replicas(object("Deployment", """
                {"replicas":2,"minReadySeconds":10,"paused":false,"selector":{"matchLabels":{"a":"1"}},
                 "template":{"metadata":{"annotations":{"a":"true"}},"spec":{"terminationGracePeriodSeconds":30}}}""")).known())
                .contains(new ReplicaDemand(2, null));
    }

    private static String said(Reason reason) {
        return reason.arguments().toString();
    }

    private static Manifest object(String kind, String spec) {
        return new Manifest((MapValue) Json.read("{\"apiVersion\":\"apps/v1\",\"kind\":\"" + kind
                + "\",\"metadata\":{\"name\":\"web\"},\"spec\":" + spec.replace('\'', '"') + "}"));
    }
}
