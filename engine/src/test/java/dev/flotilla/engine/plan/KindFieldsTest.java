package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.BackupKind;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KindFieldsTest {
    private static final TypeRef DEPLOYMENT = new TypeRef("apps/v1", "Deployment");
    private static final FieldPath CONTAINER = FieldPath.of("spec", "template", "spec", "containers").index(0);

    private final KindFields fields = new KindFields(Kinds.BUILT_IN);

    private Field field(FieldPath path) {
        return fields.field(DEPLOYMENT, path).orElseThrow();
    }

    @Test
    void aContainerHasItsFieldsInTheUsualOrder() {
        List<String> names = fields.children(DEPLOYMENT, CONTAINER).stream().map(Field::name).toList();

        assertThat(names).startsWith("name", "image", "imagePullPolicy", "command", "args", "ports", "env");
        assertThat(fields.children(DEPLOYMENT, CONTAINER.parent())).isEqualTo(fields.children(DEPLOYMENT, CONTAINER));
        assertThat(fields.children(DEPLOYMENT, FieldPath.ROOT)).extracting(Field::name)
                .startsWith("apiVersion", "kind", "metadata", "spec");
    }

    @Test
    void aFieldTellsItsTypeValuesAndDefault() {
        assertThat(field(CONTAINER.key("imagePullPolicy"))).isEqualTo(new Field("imagePullPolicy", Shape.TEXT, false, false,
                List.of("Always", "IfNotPresent", "Never"), Offers.NOTHING, "field.kubernetes.Container.imagePullPolicy"));
        assertThat(field(FieldPath.of("spec", "replicas"))).isEqualTo(new Field("replicas", Shape.NUMBER, false, false, List.of(),
                Offers.NOTHING, "field.kubernetes.DeploymentSpec.replicas", "1"));
        assertThat(field(FieldPath.of("spec", "selector")).required()).isTrue();
        assertThat(field(FieldPath.of("spec", "template", "spec", "serviceAccount")).deprecated()).isTrue();
        assertThat(field(FieldPath.of("spec", "strategy", "rollingUpdate", "maxSurge")).shape()).isEqualTo(Shape.NUMBER_OR_TEXT);
    }

    @Test
    void whatIsSaidOfAMapIsSaidOfItsKeys() {
        FieldPath limits = CONTAINER.key("resources").key("limits");

        assertThat(field(limits).shape()).isEqualTo(Shape.MAP);
        assertThat(field(limits).values()).contains("cpu", "memory");
        assertThat(field(limits.key("cpu")).shape()).isEqualTo(Shape.QUANTITY);
        assertThat(field(limits.key("cpu")).values()).isEmpty();
    }

    @Test
    void itemsOfAListHaveTheValuesOfTheList() {
        var claim = new TypeRef("v1", "PersistentVolumeClaim");

        assertThat(fields.field(claim, FieldPath.of("spec", "accessModes").index(0)).orElseThrow().values())
                .contains("ReadWriteOnce");
    }

    @Test
    void whatNobodyKnowsHasNoFields() {
        assertThat(fields.field(DEPLOYMENT, FieldPath.of("spec", "replica"))).isEmpty();
        assertThat(fields.children(DEPLOYMENT, FieldPath.of("spec", "replica", "x"))).isEmpty();
        assertThat(fields.children(new TypeRef("example.org/v1", "Foo"), FieldPath.ROOT)).isEmpty();
    }

    /// Every constant that the file of facts names is one: each field of every kind can be asked for.
    @Test
    void everyFieldCanBeAskedFor() {
        var seen = new TreeSet<String>();
        for (TypeRef type : fields.types()) {
            var ofType = new TreeSet<String>();
            walk(type, FieldPath.ROOT, ofType);
            seen.addAll(ofType);
        }

        assertThat(seen).hasSizeGreaterThan(1000).contains("field.kubernetes.Container.image");
    }

    private void walk(TypeRef type, FieldPath path, Set<String> seen) {
        for (Field field : fields.children(type, path)) {
            if (!seen.add(field.doc())) continue;
            FieldPath here = path.key(field.name());
            walk(type, field.shape() == Shape.LIST ? here.index(0) : here, seen);
        }
    }

    @Test
    void aDefinitionInTheWorkspaceTellsOfItsKind() {
        var documents = DocumentReader.read(YamlReader.read(new SourceFile("crd.yaml",
                BackupKind.definition("schedule: {type: string, description: When to run.}, "
                        + "mode: {type: string, enum: [Full, Delta], default: Full}", "schedule"))))
                .documents();
        var kinds = Kinds.of(Kinds.definitions(documents), Kinds.BUILT_IN);
        var backup = new TypeRef("example.org/v1", "Backup");
        var custom = new KindFields(kinds);

        assertThat(custom.types().getFirst()).isEqualTo(backup);
        assertThat(custom.children(backup, FieldPath.ROOT)).extracting(Field::name).contains("metadata", "spec");
        assertThat(custom.children(backup, FieldPath.of("spec"))).containsExactly(
                new Field("schedule", Shape.TEXT, true, false, List.of(), Offers.NOTHING, "", "", "When to run."),
                new Field("mode", Shape.TEXT, false, false, List.of("Full", "Delta"), Offers.NOTHING, "", "Full"));
        assertThat(custom.children(backup, FieldPath.of("metadata"))).extracting(Field::name).startsWith("name", "namespace");
        assertThat(Kinds.of(Kinds.definitions(documents), kinds)).isSameAs(kinds);
    }
}
