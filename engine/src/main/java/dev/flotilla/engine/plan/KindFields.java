package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.schema.FieldFacts;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The fields of Kubernetes' own kinds and of those that a workspace defines.
public final class KindFields implements FieldCatalog {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private final Kinds kinds;

    public KindFields(Kinds kinds) {
        this.kinds = kinds;
    }

    /// What stands at a path.
    ///
    /// @param holder whose property it is, or that of the list or map around it; `null` for a whole object
    /// @param name   of that property
    /// @param part   an item of its list or a value of its map, rather than the property itself
    private record Place(Schema schema, @Nullable Schema holder, String name, boolean part) {}

    @Override
    public List<TypeRef> types() {
        return kinds.types();
    }

    @Override
    public Optional<Field> field(TypeRef type, FieldPath path) {
        return at(type, path).filter(place -> place.holder() != null).map(place -> field(place));
    }

    @Override
    public List<Field> children(TypeRef type, FieldPath path) {
        return at(type, path).map(place -> place.schema().type() == Schema.Type.ARRAY ? place.schema().items() : place.schema())
                .map(holder -> FieldFacts.shared().ordered(holder).stream()
                        .map(name -> field(new Place(holder.memberOrAny(name), holder, name, false))).toList())
                .orElse(List.of());
    }

    private Optional<Place> at(TypeRef type, FieldPath path) {
        Schema root = kinds.schema(type);
        if (root == null) return Optional.empty();
        var here = new Place(root, null, "", false);
        for (FieldPath.Segment segment : path.segments()) {
            Schema schema = here.schema();
            Place next = switch (segment) {
                case FieldPath.Key(String key) when schema.hasField(key) ->
                    new Place(schema.memberOrAny(key), schema, key, false);
                case FieldPath.Key _ when schema.additional() instanceof Schema values ->
                    new Place(values, here.holder(), here.name(), true);
                case FieldPath.Index _ when schema.type() == Schema.Type.ARRAY ->
                    new Place(schema.items(), here.holder(), here.name(), true);
                case FieldPath.Key _,FieldPath.Index _ -> null;
            };
            if (next == null) return Optional.empty();
            here = next;
        }
        return Optional.of(here);
    }

    private static Field field(Place place) {
        Schema holder = place.holder() == null ? Schema.ANY : place.holder();
        boolean required = !place.part() && holder.required().contains(place.name());
        String type = holder.name();
        return type == null ? custom(place, required) : builtIn(place, holder, type, required);
    }

    private static Field builtIn(Place place, Schema holder, String type, boolean required) {
        String name = place.name();
        FieldFacts.Fact fact = FieldFacts.shared().of(type, name);
        // what is said of a map is said of its keys
        boolean valueOfMap = place.part() && holder.memberOrAny(name).type() == Schema.Type.OBJECT;
        Offers offers = fact.offers().isEmpty() || valueOfMap ? Offers.NOTHING : Offers.valueOf(fact.offers());
        return new Field(name, shape(place.schema()), required, fact.old(), valueOfMap ? List.of() : fact.values(), offers,
                doc(FieldFacts.shared().holder(type), name), place.part() ? "" : fact.standard());
    }

    private static Field custom(Place place, boolean required) {
        Schema schema = place.schema();
        String described = schema.rules().textAt("description");
        String doc = described == null && OF_EVERY_OBJECT.contains(place.name()) ? doc("Object", place.name()) : "";
        Value standard = schema.defaultValue();
        return new Field(place.name(), shape(schema), required, false, values(schema), Offers.NOTHING, doc,
                standard == null ? "" : YamlWriter.onOneLine(standard), described == null ? "" : described.strip());
    }

    private static String doc(String holder, String name) {
        return "field.kubernetes." + holder + "." + name;
    }

    /// What a custom field may be; for a list, what its items may be.
    private static List<String> values(Schema schema) {
        ListValue allowed = schema.rules().listAt("enum");
        if (allowed.isEmpty() && schema.type() == Schema.Type.ARRAY) allowed = schema.items().rules().listAt("enum");
        return allowed.stream().map(value -> value instanceof Value.Text(String text) ? text : YamlWriter.onOneLine(value))
                .toList();
    }

    private static Shape shape(Schema schema) {
        return switch (schema.type()) {
            case STRING -> Shape.TEXT;
            case INTEGER, NUMBER -> Shape.NUMBER;
            case BOOLEAN -> Shape.BOOLEAN;
            case ARRAY -> Shape.LIST;
            case QUANTITY -> Shape.QUANTITY;
            case INT_OR_STRING -> Shape.NUMBER_OR_TEXT;
            case ANY -> Shape.ANY;
            case OBJECT -> schema.additional() != null ? Shape.MAP : takesAnything(schema) ? Shape.ANY : Shape.OBJECT;
        };
    }

    private static boolean takesAnything(Schema schema) {
        return schema.preservesUnknown() && schema.properties().isEmpty();
    }
}
