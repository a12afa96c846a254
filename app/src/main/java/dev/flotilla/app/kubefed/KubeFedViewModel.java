package dev.flotilla.app.kubefed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.kubefed.Proposal.FileText;
import dev.flotilla.app.kubefed.Proposal.Note;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.jspecify.annotations.Nullable;

/// kubefedctl's work on the open workspace: what can be chosen, what a deed would write, and writing it. New and changed files stay
/// unsaved texts of the workbench; only a conversion writes, into a workspace of its own.
public final class KubeFedViewModel {
    private final Workbench workbench;
    private final Supplier<@Nullable KubeFedHost> host;
    private final Consumer<Path> open;
    private final Latest<Proposal> proposing;
    private final ReadOnlyObjectWrapper<Proposal> proposal = new ReadOnlyObjectWrapper<>(this, "proposal", Proposal.NOTHING);
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper(this, "working");

    /// @param host `null` from it while no host is connected
    /// @param open opens another workspace
    public KubeFedViewModel(Workbench workbench, Supplier<@Nullable KubeFedHost> host, Consumer<Path> open) {
        this.workbench = workbench;
        this.host = host;
        this.open = open;
        this.proposing = new Latest<>(workbench.background(), this::proposed, this::failed);
    }

    ReadOnlyObjectProperty<Proposal> proposalProperty() {
        return proposal.getReadOnlyProperty();
    }

    /// Whether a proposal is being worked out.
    ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    boolean hasHost() {
        return host.get() != null;
    }

    private List<Document> documents() {
        Workspace workspace = workbench.workspace();
        return workspace == null ? List.of() : workspace.documents();
    }

    /// What could be federated: what belongs to no dialect.
    List<Document> plain() {
        return documents().stream().filter(document -> !document.manifest().name().isBlank() && workbench.engine().dialects()
                .stream().noneMatch(dialect -> dialect.owns(document.manifest().type()))).toList();
    }

    private EnabledTypes enabled() {
        Workspace workspace = workbench.workspace();
        return EnabledTypes.of(documents(), Release.of(workspace == null ? "" : workspace.settings().kubefedVersion()));
    }

    List<Document> federated() {
        EnabledTypes enabled = enabled();
        return documents().stream().filter(document -> enabled.of(document.manifest().type()).isPresent()).toList();
    }

    /// What a person lists with commas or spaces.
    static Set<String> listed(String written) {
        return Arrays.stream(written.split("[,\\s]+")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    /// Names of the types that propagate.
    List<String> types() {
        return enabled().all().stream().filter(FederatedType::propagated).map(FederatedType::name).toList();
    }

    /// The one of these documents that the keyboard's caret is in, else the first.
    static Optional<Document> at(@Nullable Caret caret, List<Document> of) {
        Document here = null;
        for (Document document : of) {
            if (caret != null && document.file().equals(caret.file())
                    && (here == null || document.at(FieldPath.ROOT).start() <= caret.offset())) {
                here = document;
            }
        }
        return Optional.ofNullable(here).or(() -> of.stream().findFirst());
    }

    Optional<Document> atCaret(List<Document> of) {
        return at(workbench.caretProperty().get(), of);
    }

    /// A folder beside the open one that is not there yet.
    Path folderFor(String dialect) {
        Workspace workspace = workbench.workspace();
        Path root = workspace == null ? Path.of("workspace") : workspace.root().toAbsolutePath().normalize();
        return root.resolveSibling(root.getFileName() + "-" + dialect);
    }

    /// Works out what a deed would write; the answer is the next proposal.
    void propose(Deed deed) {
        Workspace workspace = workbench.workspace();
        if (workspace == null) return;
        FleetPlan plan = workbench.plan();
        KubeFedHost on = host.get();
        working.set(true);
        proposing.ask(() -> {
            Set<String> taken = new HashSet<>();
            workspace.files().forEach(file -> taken.add(file.source().path()));
            return new Proposer(workbench.engine(), workspace, plan, on, wished -> free(wished, taken)).propose(deed);
        });
    }

    private static String free(String wished, Set<String> taken) {
        String path = wished;
        for (int i = 2; !taken.add(path); i++) {
            path = wished.substring(0, wished.length() - ".yaml".length()) + "-" + i + ".yaml";
        }
        return path;
    }

    private void proposed(Proposal now) {
        working.set(false);
        proposal.set(now);
    }

    private void failed(Exception e) {
        working.set(false);
        proposal.set(Proposal.refused(e instanceof ClusterException cluster
                ? new Note("failure." + cluster.failure().code(), cluster.failure().arguments())
                : Note.of("kubefed.app.failed", String.valueOf(e.getMessage()))));
    }

    void forget() {
        proposal.set(Proposal.NOTHING);
    }

    /// Puts the proposal into the workspace as unsaved text, or makes the workspace that it is for and opens it.
    void accept() {
        Proposal now = proposal.get();
        forget();
        if (!now.isPossible()) return;
        if (now.folder() != null) {
            make(now.folder(), now.files());
            return;
        }
        now.files().forEach(file -> workbench.edit(file.path(), file.text()));
        workbench.goTo(new Destination.Text(Location.startOf(now.files().getLast().path())));
    }

    private void make(Path folder, List<FileText> files) {
        var all = new ArrayList<>(files);
        String settings = workbench.text(Workspace.SETTINGS_FILE);
        if (settings != null) all.add(new FileText(Workspace.SETTINGS_FILE, "", settings));
        workbench.background().run(() -> {
            for (FileText file : all) {
                Path path = folder.resolve(file.path());
                Files.createDirectories(path.toAbsolutePath().getParent());
                WorkspaceFiles.save(path, file.text());
            }
            return folder;
        }, open, this::failed);
    }
}
