package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.FieldPath;

/// What may be written into objects, for completion and help while someone types.
public interface FieldCatalog {
    /// A catalog of nothing.
    FieldCatalog EMPTY = new FieldCatalog() {
        @Override
        public List<TypeRef> types() {
            return List.of();
        }

        @Override
        public Optional<Field> field(TypeRef type, FieldPath path) {
            return Optional.empty();
        }

        @Override
        public List<Field> children(TypeRef type, FieldPath path) {
            return List.of();
        }
    };

    /// Every type the catalog describes, the most used ones first.
    List<TypeRef> types();

    /// The field at `path`; an item of a list is asked for by any index. Empty where the type or the field is unknown.
    Optional<Field> field(TypeRef type, FieldPath path);

    /// What may stand below `path`, in the order in which people write it. For a list and for each of its items: the fields
    /// of an item. Empty for scalars, for maps with free keys and where nothing is known.
    List<Field> children(TypeRef type, FieldPath path);

    /// @param name       as written in the file
    /// @param values     the values allowed or proposed; empty where anything goes
    /// @param offers     what existing things complete the value
    /// @param doc        key of the sentence that explains the field, or empty where there is none; its last part is the field's name
    /// @param standard   what counts where the field is not written; empty where that is nothing, or depends on more than the field
    /// @param described  what a definition of the user's own says of the field, in its own words; empty where there is none
    record Field(String name, Shape shape, boolean required, boolean deprecated, List<String> values, Offers offers, String doc,
            String standard, String described) {
        public Field {
            values = List.copyOf(values);
        }

        /// A field of which no definition of the user's own tells.
        public Field(String name, Shape shape, boolean required, boolean deprecated, List<String> values, Offers offers,
                String doc, String standard) {
            this(name, shape, required, deprecated, values, offers, doc, standard, "");
        }

        /// A field without a standard value.
        public Field(String name, Shape shape, boolean required, boolean deprecated, List<String> values, Offers offers,
                String doc) {
            this(name, shape, required, deprecated, values, offers, doc, "");
        }
    }

    /// `MAP` has free keys, `ANY` free content; `QUANTITY` is a number with or without a unit (`500m`, `1Gi`), `NUMBER_OR_TEXT` a
    /// number or a text that stands for one (`25%`, a port's name).
    enum Shape {
        TEXT, NUMBER, BOOLEAN, OBJECT, LIST, MAP, ANY, QUANTITY, NUMBER_OR_TEXT
    }

    /// Things of the workspace and the fleet that a value may name.
    enum Offers {
        NOTHING, CLUSTER, CLUSTER_LABEL, REGION, ZONE, PROVIDER, API_VERSION, KIND, NAMESPACE, OBJECT, TEMPLATE_LABEL, CONTAINER, JSON_POINTER, POLICY, POD_LABEL, CONFIG_MAP, CONFIG_MAP_KEY, SECRET, SECRET_KEY, SERVICE, SERVICE_ACCOUNT, CLAIM, VOLUME
    }
}
