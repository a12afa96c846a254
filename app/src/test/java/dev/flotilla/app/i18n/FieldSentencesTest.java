package dev.flotilla.app.i18n;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.value.FieldPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Whoever writes a policy or a cluster is told of every field what it is for.
class FieldSentencesTest {
    private static final Messages ENGLISH = Messages.of(Locale.ENGLISH);
    private static final Messages CHINESE = Messages.of(Locale.SIMPLIFIED_CHINESE);

    @ParameterizedTest
    @ValueSource(strings = {"policy.karmada.io/v1alpha1 PropagationPolicy", "policy.karmada.io/v1alpha1 ClusterPropagationPolicy",
            "policy.karmada.io/v1alpha1 OverridePolicy", "policy.karmada.io/v1alpha1 ClusterOverridePolicy",
            "cluster.karmada.io/v1alpha1 Cluster"})
    void everyFieldHasASentence(String name) {
        String[] words = name.split(" ");
        var type = new TypeRef(words[0], words[1]);
        FieldCatalog catalog = Engine.standard().dialects().stream().filter(dialect -> dialect.owns(type)).map(Dialect::catalog)
                .findFirst().orElseThrow();
        var without = new ArrayList<String>();

        collect(catalog, type, FieldPath.of("spec"), without);

        assertThat(without).isEmpty();
    }

    private static void collect(FieldCatalog catalog, TypeRef type, FieldPath path, List<String> without) {
        for (FieldCatalog.Field field : catalog.children(type, path)) {
            FieldPath here = path.key(field.name());
            String english = ENGLISH.field(field.doc());
            String chinese = CHINESE.field(field.doc());
            if (english == null || chinese == null || english.equals(chinese)) without.add(here + " " + field.doc());
            collect(catalog, type, here, without);
        }
    }
}
