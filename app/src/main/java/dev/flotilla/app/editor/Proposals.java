package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What could be typed at a place: fields and values as their kinds have them, names from the workspace and the fleet.
final class Proposals {
    private static final int MOST = 100;

    private final FieldCatalog fields;
    private final KnownNames names;
    private final List<Document> documents;
    private final FieldWords words;
    private final List<Proposal> found = new ArrayList<>();

    /// @param text    what is shown and filtered by
    /// @param insert  what takes the place of the typed prefix
    /// @param about   a word on what it is
    /// @param purpose a sentence on what it is for, or `null`
    record Proposal(String text, String insert, String about, @Nullable String purpose) {}

    /// @param workspace `null` before one is open
    /// @param plan      for the fleet; `null` for none
    Proposals(Engine engine, @Nullable Workspace workspace, @Nullable FleetPlan plan, Messages text) {
        fields = engine.fields(workspace);
        names = new KnownNames(engine, workspace, plan);
        documents = workspace == null ? List.of() : workspace.documents();
        words = new FieldWords(text);
    }

    /// @param content the whole text of the file
    /// @param offset  of the caret
    /// @return best first; empty where nothing is known
    List<Proposal> at(String content, int offset) {
        YamlContext context = YamlContext.at(content, offset);
        TypeRef type = type(content, context.start());
        found.clear();
        if (context.inValue()) {
            values(type, context);
        } else {
            keys(type, context, YamlContext.siblings(content, offset));
        }
        String prefix = context.prefix().toLowerCase(Locale.ROOT);
        return found.stream().filter(proposal -> proposal.text().toLowerCase(Locale.ROOT).contains(prefix))
                .filter(proposal -> !proposal.insert().equals(context.prefix()))
                .sorted((a, b) -> Boolean.compare(b.text().toLowerCase(Locale.ROOT).startsWith(prefix),
                        a.text().toLowerCase(Locale.ROOT).startsWith(prefix)))
                .distinct().limit(MOST).toList();
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

    private void keys(TypeRef type, YamlContext context, Set<String> written) {
        List<Field> known = fields.children(type, context.path());
        if (context.path().isRoot() && known.isEmpty()) {
            for (String key : List.of("apiVersion", "kind", "metadata", "spec")) {
                found.add(new Proposal(key, key + ": ", "", null));
            }
        }
        for (Field field : known) {
            if (field.deprecated() || written.contains(field.name())) continue;
            found.add(new Proposal(field.name(), field.name() + opening(field, context.indent()), words.type(field),
                    words.gist(field)));
        }
        fields.field(type, context.path()).ifPresent(holder -> {
            boolean ofMap = holder.shape() == Shape.MAP;
            boolean scalars = ofMap && fields.children(type, context.path().key("*")).isEmpty();
            String before = holder.shape() == Shape.LIST ? "- " : "";
            String after = scalars ? ": " : ofMap ? ":\n" + " ".repeat(context.indent() + 2) : "";
            Stream<String> usual = ofMap || holder.shape() == Shape.LIST ? holder.values().stream() : Stream.empty();
            Stream.concat(usual, names.offered(holder).stream()).filter(name -> !written.contains(name)).forEach(
                    name -> found.add(new Proposal(name, before + name + after, words.offered(holder), null)));
        });
    }

    private static String opening(Field field, int indent) {
        return switch (field.shape()) {
            case OBJECT, MAP -> ":\n" + " ".repeat(indent + 2);
            case LIST -> ":\n" + " ".repeat(indent + 2) + "- ";
            case TEXT, NUMBER, BOOLEAN, ANY, QUANTITY, NUMBER_OR_TEXT -> ": ";
        };
    }

    private void values(TypeRef type, YamlContext context) {
        FieldPath path = context.valuePath();
        if (path.equals(FieldPath.of("apiVersion"))) {
            types().filter(known -> type.kind().isEmpty() || known.kind().equals(type.kind())).map(TypeRef::apiVersion)
                    .distinct().forEach(this::value);
            if (found.isEmpty()) types().map(TypeRef::apiVersion).distinct().forEach(this::value);
        } else if (path.equals(FieldPath.of("kind"))) {
            types().filter(known -> type.apiVersion().isEmpty() || known.apiVersion().equals(type.apiVersion()))
                    .map(TypeRef::kind).distinct().forEach(this::value);
        }
        fields.field(type, path).ifPresent(field -> {
            field.values().forEach(value -> found.add(new Proposal(value, value,
                    value.equals(field.standard()) ? words.text().get("studio.completion.default") : "", null)));
            if (field.shape() == Shape.BOOLEAN) {
                value("true");
                value("false");
            }
            names.offered(field).forEach(name -> found.add(new Proposal(name, name, words.offered(field), null)));
        });
    }

    private void value(String value) {
        found.add(new Proposal(value, value, "", null));
    }

    private Stream<TypeRef> types() {
        return Stream.concat(fields.types().stream(), documents.stream().map(document -> document.manifest().type())).distinct();
    }
}
