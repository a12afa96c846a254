package dev.flotilla.app.editor;

import java.util.Locale;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import org.jspecify.annotations.Nullable;

/// What is said of a field.
record FieldWords(Messages text) {
    private static final int LONGEST = 600;

    /// What the field is for; `null` where nobody says.
    @Nullable
    String purpose(Field field) {
        String said = text.field(field.doc());
        if (said != null) return said;
        String described = field.described().replaceAll("\\s+", " ");
        if (described.isEmpty()) return null;
        return described.length() > LONGEST ? described.substring(0, LONGEST - 1) + "…" : described;
    }

    /// As [#purpose], up to the end of the first sentence.
    @Nullable
    String gist(Field field) {
        String purpose = purpose(field);
        int end = purpose == null ? -1 : purpose.indexOf(". ");
        return end < 0 || purpose == null ? purpose : purpose.substring(0, end + 1);
    }

    /// The type, and whether the field has to be there.
    String type(Field field) {
        String shape = text.get("studio.hover.shape." + key(field.shape()));
        boolean told = field.required() && field.shape() != Shape.MAP;
        return told ? text.get("studio.hover.required", shape) : shape;
    }

    /// What the names are that complete the field; empty where none do.
    String offered(Field field) {
        return field.offers() == Offers.NOTHING ? "" : text.get("studio.offers." + key(field.offers()));
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
