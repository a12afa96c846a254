package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.Account;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What becomes of the document under the caret where no member gets it as it stands: a policy, an object for a controller.
final class AboutViewModel {
    /// @param sign  what kind of sentence it is; `null` for a plain fact
    /// @param place the line that it goes by, or `null`
    record Sentence(@Nullable State sign, String words, @Nullable Location place) {}

    /// @param alone whether nothing that is placed has to do with the document, so that there is nothing else to show
    record About(String name, String kind, boolean alone, List<Sentence> sentences) {
        About {
            sentences = List.copyOf(sentences);
        }
    }

    private record Answer(Document of, Optional<About> about) {}

    /// A policy of a thousand templates has as many sentences; nobody reads them in a pane, and each is a row.
    private static final int MOST = 20;

    private final Workbench workbench;
    private final Messages text;
    private final ReadOnlyObjectWrapper<@Nullable About> about = new ReadOnlyObjectWrapper<>(this, "about");
    private final Latest<Answer> asking;
    private @Nullable Document asked;
    private @Nullable FleetPlan askedOf;
    /// Whose answer is still wanted; `null` once the caret has gone on, or somebody asked for an object.
    private @Nullable Document awaited;

    AboutViewModel(Workbench workbench, Messages text) {
        this.workbench = workbench;
        this.text = text;
        this.asking = new Latest<>(workbench.background(), this::answered, _ -> about.set(null));
        workbench.caretProperty().subscribe(this::follow);
        workbench.plannedProperty().subscribe(_ -> follow(workbench.caretProperty().get()));
        workbench.destinationProperty().subscribe(this::goTo);
    }

    /// `null` while the caret stands in a template that is placed.
    ReadOnlyObjectProperty<@Nullable About> aboutProperty() {
        return about.getReadOnlyProperty();
    }

    boolean isAlone() {
        About now = about.get();
        return now != null && now.alone();
    }

    void open(Location place) {
        workbench.goTo(new Destination.Text(place));
    }

    /// Who asks for an object sees that one, wherever the caret stands.
    private void goTo(@Nullable Destination to) {
        if (to instanceof Destination.Preview || to instanceof Destination.Line || to instanceof Destination.Explain)
            forget();
    }

    private void forget() {
        awaited = null;
        about.set(null);
    }

    private void answered(Answer answer) {
        if (answer.of() == awaited) about.set(answer.about().orElse(null));
    }

    private void follow(@Nullable Caret caret) {
        Workspace workspace = workbench.workspace();
        FleetPlan plan = workbench.plan();
        if (caret == null || workspace == null || plan == null) return;
        Document here = Subjects.document(workspace, caret).orElse(null);
        if (here == asked && plan == askedOf) return;
        boolean moved = here == null || asked == null || !here.ref().equals(asked.ref());
        asked = here;
        askedOf = plan;
        if (here == null) {
            forget();
        } else if (moved || about.get() != null) {
            awaited = here;
            asking.ask(() -> new Answer(here, workbench.engine().account(workspace, plan, here)
                    .map(account -> about(plan, account))));
        }
    }

    private About about(FleetPlan plan, Account account) {
        var sentences = new ArrayList<Sentence>();
        account.facts().stream().limit(MOST).forEach(fact -> sentences.add(new Sentence(null, text.reason(fact), place(fact))));
        int more = account.facts().size() - MOST;
        if (more > 0) sentences.add(new Sentence(null, text.get("studio.explain.more", more), null));
        account.findings().forEach(finding -> sentences.add(new Sentence(sign(finding), words(finding), finding.location())));
        Document document = account.document();
        return new About(document.ref().name(), document.ref().kind(), Subjects.object(plan, document, null).isEmpty(),
                sentences);
    }

    private static @Nullable Location place(Reason fact) {
        return fact.lines().isEmpty() ? null : fact.lines().getFirst();
    }

    private String words(Diagnostic finding) {
        String hint = text.hint(finding);
        return text.diagnostic(finding) + (hint == null ? "" : text.get("studio.explain.joint") + hint);
    }

    private static State sign(Diagnostic finding) {
        return switch (finding.severity()) {
            case ERROR -> State.FAILED;
            case WARNING -> State.WARNING;
            case HINT -> State.HINT;
        };
    }
}
