package dev.flotilla.app.i18n;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.value.FieldPath;
import org.junit.jupiter.api.Test;
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

    private static final FieldCatalog KUBERNETES = Engine.standard().fields(null);

    /// What people put into federations; of the others at least the types are known.
    @ParameterizedTest
    @ValueSource(strings = {"apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "apps/v1 ReplicaSet",
            "batch/v1 Job",
            "batch/v1 CronJob", "v1 Pod", "v1 Service", "v1 ConfigMap", "v1 Secret", "v1 ServiceAccount", "v1 Namespace",
            "v1 PersistentVolumeClaim", "v1 ResourceQuota", "v1 LimitRange", "networking.k8s.io/v1 Ingress",
            "networking.k8s.io/v1 NetworkPolicy", "rbac.authorization.k8s.io/v1 Role",
            "rbac.authorization.k8s.io/v1 ClusterRole", "rbac.authorization.k8s.io/v1 RoleBinding",
            "rbac.authorization.k8s.io/v1 ClusterRoleBinding", "policy/v1 PodDisruptionBudget",
            "autoscaling/v1 HorizontalPodAutoscaler", "autoscaling/v2 HorizontalPodAutoscaler", "storage.k8s.io/v1 StorageClass",
            "scheduling.k8s.io/v1 PriorityClass"})
    void everyFieldOfAUsualKindHasASentence(String name) {
        String[] words = name.split(" ");
        var without = new TreeSet<String>();

        collectOwn(new TypeRef(words[0], words[1]), FieldPath.ROOT, new TreeSet<>(), without);

        assertThat(without).isEmpty();
    }

    private static void collectOwn(TypeRef type, FieldPath path, Set<String> seen, Set<String> without) {
        for (FieldCatalog.Field field : KUBERNETES.children(type, path)) {
            boolean reported = field.name().equals("status") && field.shape() == FieldCatalog.Shape.OBJECT;
            if (reported || !seen.add(field.doc()) || field.deprecated()) continue;
            String english = ENGLISH.field(field.doc());
            String chinese = CHINESE.field(field.doc());
            if (english == null || chinese == null) without.add(field.doc());
            FieldPath here = path.key(field.name());
            collectOwn(type, field.shape() == FieldCatalog.Shape.LIST ? here.index(0) : here, seen, without);
        }
    }

    @Test
    void everySentenceBelongsToAField() {
        var docs = new TreeSet<String>();
        for (TypeRef type : KUBERNETES.types()) {
            var seen = new TreeSet<String>();
            collectOwn(type, FieldPath.ROOT, seen, new TreeSet<>());
            docs.addAll(seen);
        }
        docs.add("field.kubernetes.Object.status");
        var anywhere = docs.stream().filter(doc -> !doc.isEmpty())
                .map(doc -> "field.kubernetes" + doc.substring(doc.lastIndexOf('.'))).toList();
        var lost = new TreeSet<>(Messages.area("kubernetes", "").keySet());
        docs.forEach(lost::remove);
        anywhere.forEach(lost::remove);

        assertThat(lost).isEmpty();
    }

    @Test
    void everySentenceAboutAPolicyBelongsToAField() {
        var docs = new TreeSet<String>();
        for (Dialect dialect : Engine.standard().dialects()) {
            for (TypeRef type : dialect.catalog().types())
                docsOf(dialect.catalog(), type, FieldPath.ROOT, docs);
        }
        var lost = new TreeSet<>(Messages.area("field", "").keySet());
        docs.forEach(doc -> {
            lost.remove(doc);
            int holder = doc.indexOf('.', doc.indexOf('.') + 1);
            if (holder > 0) lost.remove(doc.substring(0, holder) + doc.substring(doc.lastIndexOf('.')));
        });

        assertThat(lost).isEmpty();
    }

    private static void docsOf(FieldCatalog catalog, TypeRef type, FieldPath path, Set<String> docs) {
        if (path.toString().chars().filter(c -> c == '.').count() > 12) return;
        for (FieldCatalog.Field field : catalog.children(type, path)) {
            docs.add(field.doc());
            FieldPath here = path.key(field.name());
            docsOf(catalog, type, field.shape() == FieldCatalog.Shape.LIST ? here.index(0) : here, docs);
        }
    }
}
