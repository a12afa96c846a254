package dev.flotilla.app.welcome;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.jspecify.annotations.Nullable;

/// A workspace that is made of contexts: which of them are members, which one is the host, and where its folder is to be.
public final class NewWorkspaceViewModel {
    /// What this computer has. Calls block.
    public interface Computer {
        /// The contexts of these files and of those that kubectl would read.
        Kubeconfigs kubeconfigs(List<Path> more);

        Path home();
    }

    /// A context that may become a member.
    ///
    /// @param member the name it would have
    public record Choice(KubeContext context, String member, BooleanProperty chosen) {}

    private final Background background;
    private final Computer computer;
    private final StringProperty folder = new SimpleStringProperty(this, "folder", "");
    private final ObjectProperty<@Nullable KubeContext> host = new SimpleObjectProperty<>(this, "host");
    private final ReadOnlyObjectWrapper<@Nullable List<Choice>> choices = new ReadOnlyObjectWrapper<>(this, "choices");
    private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper(this, "preview", "");
    private final List<Path> more = new ArrayList<>();

    public NewWorkspaceViewModel(Background background, Computer computer) {
        this.background = background;
        this.computer = computer;
        folder.set(computer.home().resolve("flotilla").resolve("my-fleet").toString());
        folder.subscribe(_ -> write());
        host.subscribe(_ -> write());
    }

    /// Where `flotilla.yaml` is to be; its last part is the workspace's name.
    StringProperty folderProperty() {
        return folder;
    }

    /// `null` for none.
    ObjectProperty<@Nullable KubeContext> hostProperty() {
        return host;
    }

    /// All contexts that were found; `null` until they were read.
    ReadOnlyObjectProperty<@Nullable List<Choice>> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    /// `flotilla.yaml` as it would be.
    ReadOnlyStringProperty previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /// Whether enough is chosen.
    BooleanBinding possible() {
        return Bindings.createBooleanBinding(() -> path() != null && !members().isEmpty(), preview);
    }

    /// Reads the kubeconfigs, and one more file from now on, unless that is `null`. What was chosen stays chosen.
    public void read(@Nullable Path file) {
        if (file != null) more.add(file);
        List<Path> files = List.copyOf(more);
        background.run(() -> computer.kubeconfigs(files), this::show, _ -> show(Kubeconfigs.read(List.of())));
    }

    private void show(Kubeconfigs read) {
        Set<String> before = new HashSet<>(members().stream().map(choice -> choice.context().toString()).toList());
        Set<String> taken = new HashSet<>();
        var all = new ArrayList<Choice>();
        for (KubeContext context : read.contexts()) {
            String name = context.memberName();
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + "-" + i;
            }
            var chosen = new SimpleBooleanProperty(before.contains(context.toString()));
            chosen.subscribe(_ -> write());
            all.add(new Choice(context, free, chosen));
        }
        choices.set(List.copyOf(all));
        write();
    }

    private List<Choice> members() {
        List<Choice> all = choices.get();
        return all == null ? List.of() : all.stream().filter(choice -> choice.chosen().get()).toList();
    }

    private @Nullable Path path() {
        try {
            String written = folder.get().strip();
            Path path = written.startsWith("~/") ? computer.home().resolve(written.substring(2)) : Path.of(written);
            return written.isEmpty() || !path.isAbsolute() || path.getFileName() == null ? null : path.normalize();
        } catch (InvalidPathException _) {
            return null;
        }
    }

    private void write() {
        Path path = path();
        Path name = path == null ? null : path.getFileName();
        var spec = MapValue.builder();
        KubeContext stores = host.get();
        if (stores != null) spec.put("host", access(stores).build());
        spec.put("members", ListValue.of(members().stream().map(this::member).toList()));
        preview.set(YamlWriter.write(MapValue.builder().put("apiVersion", "flotilla.dev/v1alpha1").put("kind", "Workspace")
                .put("metadata", MapValue.of("name", Value.text(name == null ? "my-fleet" : name.toString())))
                .put("spec", spec.build()).build()));
    }

    private MapValue member(Choice choice) {
        var member = MapValue.builder().put("name", choice.member());
        access(choice.context()).build().forEach(member::put);
        return member.build();
    }

    private MapValue.Builder access(KubeContext context) {
        return MapValue.builder().put("kubeconfig", context.writtenFile(computer.home())).put("context", context.name());
    }

    /// Makes the folder and writes `flotilla.yaml` into it; one that is there already stays as it is.
    ///
    /// @param then called with the folder
    void create(Consumer<Path> then, Consumer<Exception> failed) {
        Path path = path();
        if (path == null) return;
        String text = preview.get();
        background.run(() -> {
            Files.createDirectories(path);
            Path file = path.resolve(Workspace.SETTINGS_FILE);
            if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
            WorkspaceFiles.save(file, text);
            return path;
        }, then, failed);
    }
}
