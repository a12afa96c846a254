package dev.flotilla.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.editor.EditorPane;
import dev.flotilla.app.editor.ProblemsPane;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewPane;
import dev.flotilla.app.plan.PreviewViewModel;
import dev.flotilla.app.plan.WhatIfPane;
import dev.flotilla.app.plan.WhatIfViewModel;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StatusPart;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.app.workspace.DocumentsPane;
import dev.flotilla.app.workspace.DocumentsViewModel;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Documents, editor and preview side by side, with problems below: the only page made of several features.
public final class StudioPage implements Page {
    /// Of the page, without the rail: a window of 1100.
    private static final double DOCUMENTS = 282;
    private static final double NARROW = 1036;
    private static final double NARROWER = 900;
    private static final double NARROWEST_EDITOR = 240;

    private final Workbench workbench;
    private final Messages text;
    private final EditorPane editor;
    private final PreviewPane preview;
    private final ProblemsPane problems;
    private final DocumentsPane documents;
    private final Runnable toProblems;
    private final Runnable newDocument;
    private final SplitPane all = new SplitPane();
    private final VBox strip;
    private final HBox view = new HBox();
    private @Nullable WhatIfPane whatIf;
    private @Nullable Boolean byHand;
    private boolean wasNarrow;
    private @Nullable Path greeted;
    private double documentsWidth = DOCUMENTS;
    private final ObservableList<StatusPart> status = FXCollections.observableArrayList();

    /// @param newDocument asks for a name and makes a file
    public StudioPage(Workbench workbench, Runnable newDocument, EditorPane.Options options, Messages text) {
        this.workbench = workbench;
        this.text = text;
        this.newDocument = newDocument;
        editor = new EditorPane(workbench, options, text);
        var model = new PreviewViewModel(workbench, text);
        preview = new PreviewPane(model, text);
        problems = new ProblemsPane(workbench, text);
        toProblems = problems::focusList;
        documents = new DocumentsPane(new DocumentsViewModel(workbench), newDocument, () -> foldByHand(true), text);

        var middle = new SplitPane(editor, preview);
        middle.setId("studio-preview");
        middle.setDividerPositions(0.49);
        VBox.setVgrow(middle, Priority.ALWAYS);
        editor.setMinWidth(NARROWEST_EDITOR);
        var right = new VBox(middle, problems);
        // by the room that is left, whatever takes it: a small window, the documents, or the what-if drawer
        right.widthProperty().subscribe(_ -> preview.setNarrow(right.getWidth() > 0 && right.getWidth() < NARROWER));
        all.getItems().setAll(documents, right);
        all.setId("studio-documents");
        all.setOrientation(Orientation.HORIZONTAL);
        documents.setMinWidth(180);
        documents.setPrefWidth(DOCUMENTS);
        all.setDividerPositions(0.205);
        SplitPane.setResizableWithParent(documents, false);
        HBox.setHgrow(all, Priority.ALWAYS);
        strip = strip();
        view.getChildren().setAll(strip, all);
        preview.whatIfProperty().subscribe(open -> {
            if (open && whatIf == null) whatIf = whatIf(model);
            fold();
        });
        view.getStyleClass().add("studio");
        view.widthProperty().subscribe(_ -> fold());
        workbench.plannedProperty().subscribe(_ -> {
            openFirst();
            showStatus();
        });
        workbench.caretProperty().subscribe(_ -> showStatus());
        workbench.unsavedProperty().subscribe(_ -> showStatus());
    }

    /// The drawer, made when it is first asked for: most starts do without it.
    private WhatIfPane whatIf(PreviewViewModel model) {
        var drawer = new WhatIfPane(new WhatIfViewModel(workbench, model), () -> preview.whatIfProperty().set(false), text);
        drawer.visibleProperty().bind(preview.whatIfProperty());
        drawer.managedProperty().bind(preview.whatIfProperty());
        view.getChildren().add(drawer);
        return drawer;
    }

    /// What stands in the place of the documents while they are folded away.
    private VBox strip() {
        var show = Controls.iconButton(Glyph.RIGHT, text.get("studio.documents.show"), () -> foldByHand(false));
        var word = new Group(Controls.label(text.get("studio.documents"), "medium", "muted", "t12"));
        word.getChildren().getFirst().setRotate(-90);
        var strip = new VBox(8, show, word);
        strip.getStyleClass().add("strip");
        strip.setAlignment(Pos.TOP_CENTER);
        return strip;
    }

    private void foldByHand(boolean away) {
        byHand = away;
        fold();
    }

    /// The documents give way to the what-if drawer and in a narrow window, until a person says otherwise.
    private void fold() {
        boolean narrow = view.getWidth() > 0 && view.getWidth() <= NARROW || preview.whatIfProperty().get();
        if (narrow != wasNarrow) byHand = null;
        wasNarrow = narrow;
        boolean away = byHand == null ? narrow : byHand;
        strip.setVisible(away);
        strip.setManaged(away);
        if (away && all.getItems().remove(documents)) {
            if (documents.getWidth() > 0) documentsWidth = documents.getWidth();
        } else if (!away && !all.getItems().contains(documents)) {
            all.getItems().addFirst(documents);
            // a part that comes back has no width that the pane could keep: it gets its own again once there is room to give
            workbench.background().afterFrame(() -> all.setDividerPositions(documentsWidth / Math.max(1, all.getWidth())));
        }
    }

    /// Opens what a newcomer to a workspace wants to read first: the policy, or else the first template.
    private void openFirst() {
        Path location = workbench.locationProperty().get();
        if (Objects.equals(location, greeted)) return;
        greeted = location;
        Workspace workspace = workbench.workspace();
        if (workspace == null) return;
        List<Document> all = workspace.documents();
        all.stream().filter(document -> document.manifest().kind().endsWith("PropagationPolicy")).findFirst()
                .or(() -> all.stream().filter(document -> document.manifest().kind().startsWith("Federated")
                        && !document.manifest().kind().equals("FederatedNamespace")).findFirst())
                .or(() -> all.stream().findFirst()).ifPresent(document -> editor.open(document.at(), false));
    }

    private void showStatus() {
        var parts = new ArrayList<StatusPart>();
        FleetPlan plan = workbench.plan();
        if (plan != null) {
            long errors = count(plan, Severity.ERROR);
            long warnings = count(plan, Severity.WARNING);
            long hints = count(plan, Severity.HINT);
            State state = errors > 0 ? State.FAILED : warnings > 0 ? State.WARNING : hints > 0 ? State.HINT : State.OK;
            parts.add(StatusPart.of(state, problemsInWords(errors, warnings, hints))
                    .opening(toProblems));
        }
        Caret caret = workbench.caretProperty().get();
        if (caret != null) {
            parts.add(StatusPart.of(text.get("studio.status.caret", caret.line(), caret.column())));
            parts.add(StatusPart.of(text.get("studio.status.format")));
        }
        parts.add(StatusPart
                .of(text.get(workbench.unsavedProperty().get().isEmpty() ? "studio.status.saved" : "studio.status.unsaved")));
        if (!parts.equals(status)) status.setAll(parts);
    }

    private String problemsInWords(long errors, long warnings, long hints) {
        var words = new ArrayList<String>();
        if (errors > 0) words.add(text.get("studio.problems.errors", errors));
        if (warnings > 0) words.add(text.get("studio.problems.warnings", warnings));
        if (hints > 0) words.add(text.get("studio.problems.hints", hints));
        return words.isEmpty() ? text.get("studio.status.no-problems") : String.join(text.get("studio.status.joint"), words);
    }

    private static long count(FleetPlan plan, Severity severity) {
        return plan.diagnostics().stream().map(Diagnostic::severity).filter(severity::equals).count();
    }

    /// With these deeds in the documents' context menu.
    public StudioPage offering(List<Action> deeds) {
        documents.offer(deeds);
        return this;
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public Action primary() {
        return Action.of(text.get("shell.action.review"), Glyph.SYNC, Shortcuts.REVIEW_AND_SYNC,
                () -> workbench.goTo(new Destination.Review()))
                .when(Bindings.createBooleanBinding(() -> workbench.locationProperty().get() != null,
                        workbench.locationProperty()));
    }

    @Override
    public List<Action> actions() {
        var actions = new ArrayList<>(editor.actions());
        actions.add(Action.of(text.get("studio.action.documentation"), Glyph.HELP, Shortcuts.DOCUMENTATION,
                () -> inPreviewOrText(preview::tell, editor::tell)));
        actions.add(Action.of(text.get("studio.action.definition"), Glyph.ARROW_RIGHT, Shortcuts.DEFINITION,
                () -> inPreviewOrText(preview::openSource, editor::goToDefinition)));
        actions.addAll(preview.actions());
        actions.add(Action.of(text.get("studio.documents.new"), Glyph.PLUS, Shortcuts.NEW_DOCUMENT, newDocument));
        actions.add(Action.of(text.get("studio.problems"), Glyph.LIST, Shortcuts.PROBLEMS, problems::focusList));
        actions.add(Action.of(text.get("studio.problems.next"), Glyph.DOWN, Shortcuts.NEXT_PROBLEM, () -> problems.goToNext(1)));
        actions.add(Action.of(text.get("studio.problems.previous"), Glyph.UP, Shortcuts.PREVIOUS_PROBLEM,
                () -> problems.goToNext(-1)));
        return actions;
    }

    /// The same keys mean the line of the preview where that has the keyboard, and the word in the text everywhere else.
    private void inPreviewOrText(Runnable preview, Runnable text) {
        (this.preview.hasKeyboard() ? preview : text).run();
    }

    @Override
    public ObservableList<StatusPart> status() {
        return status;
    }

    @Override
    public List<Node> panes() {
        return List.of(documents, editor, preview, problems);
    }
}
