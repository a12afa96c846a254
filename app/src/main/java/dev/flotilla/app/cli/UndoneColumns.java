package dev.flotilla.app.cli;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.sync.Undone;

/// The columns of a table that tell what was not pushed, by why: what failed always, the others only where there are such.
record UndoneColumns(List<Undone> shown) {
    private static final Set<Undone> WHERE_ANY = EnumSet.of(Undone.HELD, Undone.CANCELLED, Undone.SKIPPED);

    static UndoneColumns of(Collection<Map<Undone, Integer>> lines) {
        Set<Undone> any = EnumSet.of(Undone.FAILED);
        for (Map<Undone, Integer> line : lines) {
            line.keySet().stream().filter(WHERE_ANY::contains).forEach(any::add);
        }
        return new UndoneColumns(List.copyOf(any));
    }

    List<String> heads(Messages words) {
        return shown.stream().map(why -> ">" + words.get("cli.outcome." + why.name().toLowerCase(Locale.ROOT))).toList();
    }

    List<Integer> figures(Map<Undone, Integer> line) {
        return shown.stream().map(why -> line.getOrDefault(why, 0)).toList();
    }
}
