package dev.flotilla.engine.dialect.kubefed.check;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// A field and what stands below it. The fields below a list are those of its items, below a map those of its values.
///
/// @param children empty where items or values are scalars, or anything goes
public record Schema(Field field, List<Schema> children) {
    public Schema {
        children = List.copyOf(children);
    }

    static Schema of(String name, Shape shape, Schema... children) {
        return new Schema(new Field(name, shape, false, false, List.of(), Offers.NOTHING, ""), List.of(children));
    }

    static Schema object(String name, Schema... children) {
        return of(name, Shape.OBJECT, children);
    }

    static Schema list(String name, Schema... children) {
        return of(name, Shape.LIST, children);
    }

    static Schema map(String name, Schema... children) {
        return of(name, Shape.MAP, children);
    }

    static Schema text(String name, String... values) {
        return new Schema(new Field(name, Shape.TEXT, false, false, List.of(values), Offers.NOTHING, ""), List.of());
    }

    static Schema number(String name) {
        return of(name, Shape.NUMBER);
    }

    static Schema flag(String name) {
        return of(name, Shape.BOOLEAN);
    }

    static Schema any(String name) {
        return of(name, Shape.ANY);
    }

    Schema required() {
        return new Schema(
                new Field(field.name(), field.shape(), true, field.deprecated(), field.values(), field.offers(), field.doc(),
                        field.standard()),
                children);
    }

    Schema offers(Offers offers) {
        return new Schema(
                new Field(field.name(), field.shape(), field.required(), field.deprecated(), field.values(), offers, field.doc(),
                        field.standard()),
                children);
    }

    Schema doc(String key) {
        return new Schema(
                new Field(field.name(), field.shape(), field.required(), field.deprecated(), field.values(), field.offers(), key,
                        field.standard()),
                children);
    }

    /// @param value what counts where the field is not written
    Schema standard(String value) {
        return new Schema(
                new Field(field.name(), field.shape(), field.required(), field.deprecated(), field.values(), field.offers(),
                        field.doc(), value),
                children);
    }

    Optional<Schema> child(String name) {
        return children.stream().filter(child -> child.field().name().equals(name)).findFirst();
    }

    /// The schema at `path`, from here on. A list's index and a map's key lead to a view of the same schema as an object.
    Optional<Schema> at(FieldPath path) {
        @Nullable Schema here = this;
        for (FieldPath.Segment segment : path.segments()) {
            if (here == null) return Optional.empty();
            Shape shape = here.field().shape();
            here = switch (segment) {
                case FieldPath.Index _ when shape == Shape.LIST -> here.element("");
                case FieldPath.Key(String key) when shape == Shape.MAP -> here.element(key);
                case FieldPath.Key(String key) when shape == Shape.OBJECT -> here.child(key).orElse(null);
                case FieldPath.Key _,FieldPath.Index _ -> null;
            };
        }
        return Optional.ofNullable(here);
    }

    private Schema element(String name) {
        Shape shape = children.isEmpty() ? Shape.TEXT : Shape.OBJECT;
        return new Schema(new Field(name, shape, false, false, field.values(), field.offers(), field.doc()), children);
    }
}
