package dev.flotilla.engine.schema;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FieldFactsTest {
    private static final FieldFacts FACTS = FieldFacts.shared();
    private static final BuiltinSchemas SCHEMAS = BuiltinSchemas.shared();

    @Test
    void whatItNamesExists() {
        var unknown = new ArrayList<String>();
        FACTS.named().forEach((type, fields) -> {
            if (!SCHEMAS.names().contains(type)) unknown.add(type);
        });
        assertThat(unknown).isEmpty();
    }

    /// A heading with several types serves all of them; each of its fields belongs to one of those at least.
    @Test
    void everyFieldBelongsToATypeOfItsHeading() {
        var lost = new ArrayList<String>();
        FACTS.named().forEach((type, fields) -> {
            List<String> alike = FACTS.named().keySet().stream().filter(other -> FACTS.holder(other).equals(FACTS.holder(type)))
                    .toList();
            for (String field : fields) {
                if (alike.stream().noneMatch(other -> SCHEMAS.type(other).hasField(field))) lost.add(type + "." + field);
            }
        });
        assertThat(lost).isEmpty();
    }

    @Test
    void peopleWriteTheImageBeforeTheRest() {
        List<String> ordered = FACTS.ordered(SCHEMAS.type("core.v1.Container"));

        assertThat(ordered).startsWith("name", "image", "imagePullPolicy").contains("restartPolicyRules")
                .hasSameElementsAs(SCHEMAS.type("core.v1.Container").properties().keySet());
    }

    @Test
    void kindsAreFoundByTheirApiVersion() {
        assertThat(SCHEMAS.kind("apps/v1", "Deployment")).isSameAs(SCHEMAS.type("apps.v1.Deployment"));
        assertThat(SCHEMAS.kind("v1", "Service")).isSameAs(SCHEMAS.type("core.v1.Service"));
        assertThat(SCHEMAS.kind("rbac.authorization.k8s.io/v1", "Role")).isSameAs(SCHEMAS.type("rbac.v1.Role"));
        assertThat(SCHEMAS.kind("networking.k8s.io/v1", "Ingress")).isSameAs(SCHEMAS.type("networking.v1.Ingress"));
        assertThat(SCHEMAS.kind("rbac/v1", "Role")).isNull();
        assertThat(SCHEMAS.kind("core/v1", "Service")).isNull();
        assertThat(SCHEMAS.kind("v1", "Container")).isNull();
        assertThat(SCHEMAS.kind("apps/v1beta1", "Deployment")).isNull();
    }

    @Test
    void kindsThatOnlyRequestsHaveAreNotOffered() {
        assertThat(SCHEMAS.kinds()).contains(new BuiltinSchemas.Kind("apps/v1", "Deployment"),
                new BuiltinSchemas.Kind("batch/v1", "CronJob"), new BuiltinSchemas.Kind("v1", "ConfigMap"))
                .noneMatch(kind -> kind.name().endsWith("Review") || kind.name().equals("Eviction"));
    }
}
