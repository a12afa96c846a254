package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a template's status becomes.
class AggregationTest {
    @Test
    void aPodKeepsItsStatusWhileNoMemberIsKnown() {
        var pod = new Manifest((MapValue) Json.read("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"status":{"phase":"Running","podIP":"10.0.0.7"}}"""));

        assertThat(Interpreter.builtIn().aggregate(pod, List.of(), Instant.EPOCH).known()).contains(pod);
        assertThat(Interpreter.builtIn().aggregate(new Manifest(pod.root().without("status")), List.of(), Instant.EPOCH).known()
                .orElseThrow().at("status")).isEqualTo(MapValue.EMPTY);
    }

    @Test
    void addressesOfAllMembersAreMergedInAnOrderOfTheirOwn() {
        var service = new Manifest((MapValue) Json.read("""
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer"}}"""));
        var members = List.of(new MemberStatus("m1", Json.read("""
                {"loadBalancer":{"ingress":[{"ip":"10.0.0.7"},{"ip":"10.0.0.7","ipMode":"VIP"},{"ip":"10.0.0.7","ipMode":"Proxy"},
                 {"hostname":"b.example","ports":[{"port":8443,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]}]}}""")),
                new MemberStatus("m2", Json.read("""
                        {"loadBalancer":{"ingress":[{"hostname":"b.example","ports":[{"port":53,"protocol":"UDP","error":"x"},
                         {"port":53,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]},{"hostname":"a.example"}]}}""")));

        assertThat(Interpreter.builtIn().aggregate(service, members, Instant.EPOCH).known().orElseThrow().at("status"))
                .isEqualTo(Json.read("""
                        {"loadBalancer":{"ingress":[{"hostname":"a.example"},{"hostname":"b.example","ports":[
                         {"port":53,"protocol":"TCP"},{"port":53,"protocol":"UDP"},{"port":53,"protocol":"UDP","error":"x"},
                         {"port":8443,"protocol":"TCP"}]},{"ip":"10.0.0.7","ipMode":"Proxy"},{"ip":"10.0.0.7","ipMode":"VIP"},
                         {"ip":"10.0.0.7"}]}}"""));
    }
}
