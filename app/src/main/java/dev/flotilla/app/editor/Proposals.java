package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What could be typed at a place: fields and values from the dialects' catalogs, names from the workspace and the fleet.
///
/// @param engine    whose dialects describe their objects
/// @param workspace `null` before one is open
/// @param plan      for the fleet; `null` for none
record Proposals(Engine engine, @Nullable Workspace workspace, @Nullable FleetPlan plan) {
    /// @param text   what is shown and filtered by
    /// @param insert what takes the place of the typed prefix
    /// @param about  a word on what it is
    record Proposal(String text, String insert, String about) {}

    /// @param content the whole text of the file
    /// @param offset  of the caret
    /// @return best first; empty where nothing is known
    List<Proposal> at(String content, int offset) {
        YamlContext context = YamlContext.at(content, offset);
        TypeRef type = type(content, context.start());
        var found = new ArrayList<Proposal>();
        if (context.inValue()) {
            values(type, context, found);
        } else {
            keys(type, context, found);
        }
        String prefix = context.prefix().toLowerCase(Locale.ROOT);
        return found.stream().filter(proposal -> proposal.text().toLowerCase(Locale.ROOT).contains(prefix))
                .filter(proposal -> !proposal.insert().equals(context.prefix()))
                .sorted((a, b) -> Boolean.compare(b.text().toLowerCase(Locale.ROOT).startsWith(prefix),
                        a.text().toLowerCase(Locale.ROOT).startsWith(prefix)))
                .distinct().limit(60).toList();
    }

    /// The document's type as far as it is written.
    static TypeRef type(String content, int start) {
        String apiVersion = "";
        String kind = "";
        for (String line : content.substring(start).lines().toList()) {
            if (line.startsWith("---")) break;
            if (line.startsWith("apiVersion:")) apiVersion = line.substring(11).strip();
            if (line.startsWith("kind:")) kind = line.substring(5).strip();
        }
        return new TypeRef(apiVersion, kind);
    }

    private Optional<FieldCatalog> catalog(TypeRef type) {
        return engine.dialects().stream().filter(dialect -> dialect.owns(type)).map(Dialect::catalog).findFirst();
    }

    private void keys(TypeRef type, YamlContext context, List<Proposal> out) {
        if (context.path().isRoot()) {
            for (String key : List.of("apiVersion", "kind", "metadata", "spec")) {
                out.add(new Proposal(key, key + ": ", ""));
            }
        }
        catalog(type).ifPresent(catalog -> {
            for (Field field : catalog.children(type, context.path())) {
                if (field.deprecated()) continue;
                out.add(new Proposal(field.name(), field.name() + opening(field, context.indent()), about(field)));
            }
            catalog.field(type, context.path()).ifPresent(holder -> {
                String dash = holder.shape() == Shape.LIST ? "- " : "";
                offered(holder).forEach(name -> out.add(new Proposal(name, dash + name, "")));
            });
        });
    }

    private static String opening(Field field, int indent) {
        return switch (field.shape()) {
            case OBJECT, MAP -> ":\n" + " ".repeat(indent + 2);
            case LIST -> ":\n" + " ".repeat(indent + 2) + "- ";
            case TEXT, NUMBER, BOOLEAN, ANY -> ": ";
        };
    }

    private static String about(Field field) {
        return field.shape().name().toLowerCase(Locale.ROOT) + (field.required() ? " *" : "");
    }

    private void values(TypeRef type, YamlContext context, List<Proposal> out) {
        FieldPath path = context.valuePath();
        if (path.equals(FieldPath.of("apiVersion"))) {
            types().map(TypeRef::apiVersion).distinct().forEach(version -> out.add(new Proposal(version, version, "")));
        } else if (path.equals(FieldPath.of("kind"))) {
            types().filter(known -> type.apiVersion().isEmpty() || known.apiVersion().equals(type.apiVersion()))
                    .map(TypeRef::kind)
                    .distinct().forEach(kind -> out.add(new Proposal(kind, kind, "")));
        }
        catalog(type).flatMap(catalog -> catalog.field(type, path)).ifPresent(field -> {
            field.values().forEach(value -> out.add(new Proposal(value, value, "")));
            if (field.shape() == Shape.BOOLEAN) {
                out.add(new Proposal("true", "true", ""));
                out.add(new Proposal("false", "false", ""));
            }
            offers(field, out);
        });
    }

    private Stream<TypeRef> types() {
        Stream<TypeRef> known = engine.dialects().stream().flatMap(dialect -> dialect.catalog().types().stream());
        return Stream.concat(known, documents().map(document -> document.manifest().type())).distinct();
    }

    private Stream<Document> documents() {
        return workspace == null ? Stream.empty() : workspace.documents().stream();
    }

    private void offers(Field field, List<Proposal> out) {
        String about = field.offers().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        offered(field).forEach(name -> out.add(new Proposal(name, name, about)));
    }

    /// Names of existing things that complete the field's value, in order.
    List<String> offered(Field field) {
        List<MemberCluster> members = plan == null ? List.of() : plan.fleet().members();
        Stream<String> names = switch (field.offers()) {
            case NOTHING -> Stream.empty();
            case CLUSTER -> members.stream().map(MemberCluster::name);
            case CLUSTER_LABEL -> members.stream().flatMap(member -> member.labels().keySet().stream());
            case REGION -> members.stream().map(member -> member.location().region());
            case PROVIDER -> members.stream().map(member -> member.location().provider());
            case ZONE -> members.stream().flatMap(member -> member.location().zones().stream());
            case API_VERSION -> documents().map(document -> document.manifest().apiVersion());
            case KIND -> documents().map(document -> document.manifest().kind());
            case NAMESPACE -> documents().map(document -> document.manifest().namespace()).mapMulti((namespace, sink) -> {
                if (namespace != null) sink.accept(namespace);
            });
            case OBJECT -> templates().map(document -> document.manifest().name());
            case TEMPLATE_LABEL -> templates().flatMap(document -> document.manifest().labels().keySet().stream());
            case CONTAINER -> templates().flatMap(Proposals::containers);
            case JSON_POINTER -> templates().flatMap(document -> pointers("", document.manifest().root()));
            case POLICY -> documents().filter(document -> document.manifest().kind().endsWith("Policy"))
                    .map(document -> document.manifest().name());
        };
        return List.copyOf(new TreeSet<>(names.filter(name -> !name.isBlank()).toList()));
    }

    private Stream<Document> templates() {
        return documents()
                .filter(document -> engine.dialects().stream().noneMatch(dialect -> dialect.owns(document.manifest().type())));
    }

    private static Stream<String> containers(Document document) {
        return document.manifest().root().listAt("spec", "template", "spec", "containers").maps().stream()
                .<String>mapMulti((container, out) -> {
                    String name = container.textAt("name");
                    if (name != null) out.accept(name);
                });
    }

    private static Stream<String> pointers(String head, MapValue map) {
        var all = new ArrayList<String>();
        map.forEach((key, value) -> {
            String pointer = head + "/" + key.replace("~", "~0").replace("/", "~1");
            all.add(pointer);
            if (value instanceof MapValue inner) pointers(pointer, inner).forEach(all::add);
        });
        return all.stream();
    }
}
