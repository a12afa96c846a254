package dev.flotilla.app.editor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// The open files.
final class EditorTabs extends TabPane {
    private final Workbench workbench;
    private final Messages text;
    private final Consumer<EditorTab> opened;

    /// @param opened told of each file that is opened
    EditorTabs(Workbench workbench, Consumer<EditorTab> opened, Messages text) {
        this.workbench = workbench;
        this.opened = opened;
        this.text = text;
        getStyleClass().add("editor-tabs");
        setTabClosingPolicy(TabClosingPolicy.ALL_TABS);
        setTabDragPolicy(TabDragPolicy.REORDER);
    }

    /// The tab of a file, opened where it is not yet; `null` where the workspace has no such file.
    @Nullable
    EditorTab open(String file) {
        EditorTab known = tab(file);
        if (known != null || workbench.text(file) == null) return known;
        Optional<Document> first = documents(workbench, file).findFirst();
        boolean only = documents(workbench, file).count() == 1;
        String title = first.map(document -> document.ref().name()).filter(name -> !name.isEmpty() && only)
                .orElse(file.substring(file.lastIndexOf('/') + 1));
        var tab = new EditorTab(file, title, first.map(this::glyph).orElse(Glyph.SETTINGS), workbench, text);
        tab.setContextMenu(menu(tab));
        tab.setTooltip(new Tooltip(file));
        opened.accept(tab);
        getTabs().add(tab);
        return tab;
    }

    static Stream<Document> documents(Workbench workbench, String file) {
        Workspace workspace = workbench.workspace();
        return workspace == null
                ? Stream.empty()
                : workspace.documents().stream().filter(document -> document.file().equals(file));
    }

    private Glyph glyph(Document document) {
        String kind = document.manifest().kind();
        if (kind.contains("Override")) return Glyph.OVERRIDE;
        if (kind.endsWith("Cluster")) return Glyph.FLEET;
        boolean owned = workbench.engine().dialects().stream().anyMatch(dialect -> dialect.owns(document.manifest().type()));
        return owned && !kind.startsWith("Federated") ? Glyph.POLICY : Glyph.TEMPLATE;
    }

    private Stream<EditorTab> editors() {
        return getTabs().stream().<EditorTab>mapMulti((tab, out) -> {
            if (tab instanceof EditorTab editor) out.accept(editor);
        });
    }

    private @Nullable EditorTab tab(String file) {
        return editors().filter(editor -> editor.file().equals(file)).findFirst().orElse(null);
    }

    /// The tab that is shown, or `null`.
    @Nullable
    EditorTab current() {
        return getSelectionModel().getSelectedItem() instanceof EditorTab editor ? editor : null;
    }

    void close(EditorTab tab) {
        tab.release();
        getTabs().remove(tab);
    }

    void closeAll() {
        editors().forEach(EditorTab::release);
        getTabs().clear();
    }

    /// The next or previous tab, round and round.
    ///
    /// @param step 1 or -1
    void turn(int step) {
        int count = getTabs().size();
        if (count > 0) getSelectionModel().select(Math.floorMod(getSelectionModel().getSelectedIndex() + step, count));
    }

    private ContextMenu menu(EditorTab tab) {
        var close = new MenuItem(text.get("studio.tab.close"));
        close.setAccelerator(Shortcuts.CLOSE_TAB);
        close.setOnAction(_ -> close(tab));
        var others = new MenuItem(text.get("studio.tab.close-others"));
        others.setOnAction(_ -> List.copyOf(getTabs()).forEach(other -> {
            if (!Objects.equals(other, tab) && other instanceof EditorTab editor) close(editor);
        }));
        return new ContextMenu(close, others);
    }
}
