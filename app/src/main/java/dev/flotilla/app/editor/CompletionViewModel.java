package dev.flotilla.app.editor;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.editor.Proposals.Proposal;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What could be typed where the caret is. Found off the FX thread: the first question reads the descriptions of all kinds.
final class CompletionViewModel {
    /// Proposals for one place of a text.
    ///
    /// @param found best first, at least one
    record Offer(String content, int offset, List<Proposal> found) {
        Offer {
            found = List.copyOf(found);
        }
    }

    private final Workbench workbench;
    private final Messages text;
    private final ReadOnlyObjectWrapper<@Nullable Offer> offer = new ReadOnlyObjectWrapper<>(this, "offer");
    private final Latest<Offer> asking;
    /// What was asked last; the answer to anything else comes too late.
    private String content = "";
    private int offset = -1;

    CompletionViewModel(Workbench workbench, Messages text) {
        this.workbench = workbench;
        this.text = text;
        asking = new Latest<>(workbench.background(), this::found, _ -> offer.set(null));
    }

    /// What is offered now, or `null`.
    ReadOnlyObjectProperty<@Nullable Offer> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    /// @param always also where nothing of a word is typed yet
    void ask(String content, int offset, boolean always) {
        this.content = content;
        this.offset = offset;
        Engine engine = workbench.engine();
        Workspace workspace = workbench.workspace();
        FleetPlan plan = workbench.plan();
        asking.ask(() -> {
            boolean nothing = !always && YamlContext.at(content, offset).prefix().isEmpty();
            return new Offer(content, offset,
                    nothing ? List.of() : new Proposals(engine, workspace, plan, text).at(content, offset));
        });
    }

    private void found(Offer answer) {
        if (offset != answer.offset() || !content.equals(answer.content())) return;
        offer.set(answer.found().isEmpty() ? null : answer);
    }

    /// Nothing is to be offered any more.
    void hush() {
        offset = -1;
        offer.set(null);
    }
}
