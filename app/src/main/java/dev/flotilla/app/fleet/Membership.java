package dev.flotilla.app.fleet;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// Who belongs to the fleet, and how that is changed: names that are free, and what would be written. Writes nothing. Used on the FX
/// thread.
final class Membership {
    private final Fleets fleets;
    private final Supplier<@Nullable Workspace> workspace;
    private final List<MemberRow> members;
    private final Consumer<Exception> failed;

    /// @param members as they are at each time
    /// @param failed  what is said where a change cannot be made
    Membership(Fleets fleets, Supplier<@Nullable Workspace> workspace, List<MemberRow> members, Consumer<Exception> failed) {
        this.fleets = fleets;
        this.workspace = workspace;
        this.members = members;
        this.failed = failed;
    }

    /// A free name for a member that a context leads to.
    String nameFor(KubeContext context) {
        String name = context.memberName();
        String candidate = name;
        for (int i = 2; isTaken(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    /// A free name for a simulated member.
    String sandboxName() {
        int number = members.size() + 1;
        while (isTaken("sandbox-%02d".formatted(number))) {
            number++;
        }
        return "sandbox-%02d".formatted(number);
    }

    /// Whether a member may be called so: the name is one for a cluster, and free.
    boolean mayBeCalled(String name) {
        return isName(name) && !isTaken(name);
    }

    private boolean isTaken(String name) {
        return members.stream().anyMatch(row -> row.name().equals(name));
    }

    /// Whether a cluster may bear this name: a DNS label (RFC 1123), as Karmada and KubeFed demand.
    static boolean isName(String name) {
        return name.length() <= 63 && name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }

    @Nullable
    FileChange joining(String name, KubeContext context) {
        return change(files -> files.join(name, new ClusterAccess(context.writtenFile(fleets.home()), context.name())));
    }

    @Nullable
    FileChange addingSandbox(String name, SandboxSettings size) {
        return change(files -> files.addSandbox(name, size));
    }

    @Nullable
    FileChange unjoining(String member) {
        return change(files -> files.unjoin(member));
    }

    @Nullable
    FileChange labelling(String member, String key, @Nullable String value) {
        return change(files -> files.label(member, key, value));
    }

    @Nullable
    FileChange tainting(String member, Taint taint) {
        return change(files -> files.taint(member, taint));
    }

    @Nullable
    FileChange untainting(String member, Taint taint) {
        return change(files -> files.untaint(member, taint));
    }

    private interface Edit {
        FileChange in(FleetFiles files) throws IOException;
    }

    /// @return `null` where no workspace is open, and where the change cannot be made
    private @Nullable FileChange change(Edit edit) {
        Workspace open = workspace.get();
        if (open == null) return null;
        try {
            return edit.in(new FleetFiles(open));
        } catch (IOException | IllegalArgumentException e) {
            failed.accept(e);
            return null;
        }
    }
}
