package dev.flotilla.app.cli;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;

/// What self-healing does, a line each.
final class HealText {
    private HealText() {}

    static String line(Console console, HealEvent event) {
        Messages words = console.words();
        Ink ink = Ink.of(console);
        String where = event.cluster() + "  ";
        return switch (event) {
            case HealEvent.Restored e -> where + (failed(e.outcome())
                    ? ink.red(e.object() + words.get("cli.colon") + words.get("cli.outcome." + e.outcome().word()))
                    : ink.green(words.get("cli.heal.restored", e.object().toString(), fields(e)))) + by(words, e);
            case HealEvent.Fight e -> where + ink.red(words.get("cli.heal.fight", e.object() + (e.field().isEmpty()
                    ? ""
                    : " " + e.field()), e.manager().isEmpty() ? "?" : e.manager(), e.times(), e.window().toMinutes()));
            case HealEvent.StandsBack e -> where + ink.yellow(words.get("cli.heal.stands-back", words.reason(e.why())));
        };
    }

    private static boolean failed(StepOutcome outcome) {
        return !(outcome instanceof StepOutcome.Configured) && !(outcome instanceof StepOutcome.Created);
    }

    private static String fields(HealEvent.Restored event) {
        return String.join(", ", event.fields().stream().map(field -> field.path().toString()).toList());
    }

    private static String by(Messages words, HealEvent.Restored event) {
        var managers = event.fields().stream().map(Drift::manager).distinct().toList();
        return managers.isEmpty() ? "" : " " + words.get("cli.heal.by", String.join(", ", managers));
    }

    static MapValue json(HealEvent event) {
        return switch (event) {
            case HealEvent.Restored e -> about("restored", e, e.object()).put("outcome", e.outcome().word())
                    .put("fields", ListValue.of(e.fields().stream().map(field -> MapValue.builder().put("path", field.path()
                            .toString()).put("manager", field.manager()).build()).toList()))
                    .build();
            case HealEvent.Fight e -> about("fight", e, e.object()).put("field", e.field()).put("manager", e.manager())
                    .put("times", e.times()).put("windowSeconds", e.window().toSeconds()).build();
            case HealEvent.StandsBack e -> event("stands-back", e).put("code", e.why().code()).build();
        };
    }

    private static MapValue.Builder event(String name, HealEvent event) {
        return MapValue.builder().put("event", name).put("at", event.at().toString()).put("cluster", event.cluster());
    }

    private static MapValue.Builder about(String name, HealEvent event, ObjectRef object) {
        return event(name, event).put("object", ChangeText.ref(object));
    }
}
