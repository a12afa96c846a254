package dev.flotilla.app.editor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Location;
import org.jspecify.annotations.Nullable;

/// What the editor tells about a word, and where a word leads; asked off the FX thread, from the plan as it stands.
final class LookupViewModel {
    /// A place in a text as the editor holds it.
    record Place(String file, String content, int offset) {}

    /// Several ways on from a place.
    ///
    /// @param usages whether they are those that name the word, rather than what it names
    record Choices(Place from, boolean usages, List<Link> links) {
        Choices {
            links = List.copyOf(links);
        }
    }

    /// @param hover `null` for nothing
    private record Answer(Place place, @Nullable Hover hover) {}

    private final Workbench workbench;
    private final Messages text;
    private final ReadOnlyObjectWrapper<@Nullable Hover> hover = new ReadOnlyObjectWrapper<>(this, "hover");
    private final ReadOnlyObjectWrapper<@Nullable Choices> choices = new ReadOnlyObjectWrapper<>(this, "choices");
    private final Latest<Answer> asking;
    private final Latest<Choices> seeking;
    private final Travels travels = new Travels();
    private @Nullable Place wanted;
    private boolean travelling;

    LookupViewModel(Workbench workbench, Messages text) {
        this.workbench = workbench;
        this.text = text;
        asking = new Latest<>(workbench.background(), this::told, _ -> hover.set(null));
        seeking = new Latest<>(workbench.background(), this::sought, _ -> choices.set(null));
        workbench.destinationProperty().subscribe(to -> {
            if (to instanceof Destination.Text && !travelling) travels.leave(workbench.caretProperty().get());
        });
        workbench.locationProperty().subscribe(_ -> travels.forget());
    }

    /// What is told now, or `null`.
    ReadOnlyObjectProperty<@Nullable Hover> hoverProperty() {
        return hover.getReadOnlyProperty();
    }

    /// The ways on of which one has to be chosen, or `null`; without any link when there was none.
    ReadOnlyObjectProperty<@Nullable Choices> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    /// Asks what is known about the word at a place.
    ///
    /// @param always also say that nothing is known
    void tell(Place place, boolean always) {
        wanted = place;
        if (always) stay();
        Planned now = workbench.plannedProperty().get();
        asking.ask(() -> new Answer(place, spot(now, place)
                .flatMap(spot -> new Knowledge(workbench.engine().fields(now.workspace()), now.plan(), text).about(spot))
                .orElse(always ? nothing(place) : null)));
    }

    private Hover nothing(Place place) {
        return new Hover(place.offset(), place.offset(),
                List.of(new Hover.Section(Glyph.INFO, text.get("studio.hover.nothing"), List.of(), List.of())));
    }

    private void told(Answer answer) {
        if (answer.place().equals(wanted)) hover.set(answer.hover());
    }

    /// Nothing is told any more.
    void hush() {
        wanted = null;
        hover.set(null);
    }

    private static Optional<Spot> spot(Planned now, Place place) {
        return Spot.at(now.workspace(), place.file(), place.content(), place.offset());
    }

    /// Goes to what the word at a place means; where that is several things, they become the choices.
    void goToDefinition(Place place) {
        seek(place, false, links -> links::definitions);
    }

    /// Goes to what names the word at a place, or lets choose.
    void findUsages(Place place) {
        seek(place, true, links -> links::usages);
    }

    private void seek(Place place, boolean usages, Function<Links, Function<Spot, List<Link>>> search) {
        hush();
        choices.set(null);
        Planned now = workbench.plannedProperty().get();
        seeking.ask(() -> new Choices(place, usages, spot(now, place).map(
                search.apply(new Links(workbench.engine(), now.workspace(), now.plan(), text))).orElse(List.of())));
    }

    private void sought(Choices found) {
        if (!found.usages() && found.links().size() == 1) {
            go(found.links().getFirst());
        } else {
            choices.set(found);
        }
    }

    void go(Link link) {
        choices.set(null);
        workbench.goTo(link.to());
    }

    /// Nothing was chosen.
    void stay() {
        choices.set(null);
    }

    /// Back to where the last jump began.
    void back() {
        travel(travels.back(workbench.caretProperty().get()));
    }

    /// Where the last way back came from.
    void forward() {
        travel(travels.forward(workbench.caretProperty().get()));
    }

    private void travel(@Nullable Location to) {
        if (to == null) return;
        travelling = true;
        workbench.goTo(new Destination.Text(to));
        travelling = false;
    }
}
