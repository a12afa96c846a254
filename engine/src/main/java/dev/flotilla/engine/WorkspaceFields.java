package dev.flotilla.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.Dialect.Template;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.KindFields;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// The fields of everything that a workspace's files may hold: the dialects' own objects, the templates inside of those,
/// Kubernetes' own kinds, and the kinds that the workspace defines.
final class WorkspaceFields implements FieldCatalog {
    /// What a template inside another object need not say.
    private static final Set<String> IMPLIED = Set.of("apiVersion", "kind");

    private final List<Dialect> dialects;
    private final List<Document> documents;
    private final KindFields kinds;

    WorkspaceFields(List<Dialect> dialects, List<Document> documents, Kinds kinds) {
        this.dialects = dialects;
        this.documents = documents;
        this.kinds = new KindFields(kinds);
    }

    @Override
    public List<TypeRef> types() {
        return Stream.concat(dialects.stream().flatMap(dialect -> dialect.catalog().types().stream()), kinds.types().stream())
                .distinct().toList();
    }

    @Override
    public Optional<Field> field(TypeRef type, FieldPath path) {
        return own(type).flatMap(catalog -> catalog.field(type, path)).or(() -> {
            Template inside = template(type, path);
            return inside == null ? Optional.empty() : kinds.field(inside.type(), inside.at());
        }).or(() -> kinds.field(type, path));
    }

    @Override
    public List<Field> children(TypeRef type, FieldPath path) {
        List<Field> own = own(type).map(catalog -> catalog.children(type, path)).orElse(List.of());
        if (!own.isEmpty()) return own;
        Template inside = template(type, path);
        if (inside == null) return kinds.children(type, path);
        List<Field> fields = kinds.children(inside.type(), inside.at());
        return inside.at().isRoot() ? fields.stream().filter(field -> !IMPLIED.contains(field.name())).toList() : fields;
    }

    private Optional<FieldCatalog> own(TypeRef type) {
        return dialects.stream().filter(dialect -> dialect.owns(type)).map(Dialect::catalog).findFirst();
    }

    /// The type of the template that `path` leads into, with the rest of the way; `null` where it leads into none.
    private @Nullable Template template(TypeRef type, FieldPath path) {
        for (Dialect dialect : dialects) {
            Template template = dialect.template(type, documents).orElse(null);
            if (template == null || !path.startsWith(template.at())) continue;
            int depth = template.at().segments().size();
            return new Template(new FieldPath(path.segments().subList(depth, path.segments().size())), template.type());
        }
        return null;
    }
}
