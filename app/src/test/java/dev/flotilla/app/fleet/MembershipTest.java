package dev.flotilla.app.fleet;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.flotilla.app.workbench.Planned;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipTest extends OpenFleet {
    private final List<MemberRow> rows = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private final Membership membership = new Membership(new FakeFleets(), () -> planned.workspace(), rows, failures::add);

    private void show(String... names) {
        rows.addAll(MemberRows.of(planned, Stream.of(names)
                .map(name -> connection(name, MemberConnection.State.READY, null, NOW)).toList()));
    }

    @Test
    void aSandboxMemberIsWrittenIntoTheWorkspaceUnderAFreeName() {
        show("eu", "us");
        String name = membership.sandboxName();
        assertThat(name).isEqualTo("sandbox-03");

        FileChange change = membership.addingSandbox(name, SandboxSettings.DEFAULT);

        assertThat(change).isNotNull();
        assertThat(change.text()).contains("sandbox-03").startsWith("apiVersion: flotilla.dev/v1alpha1\nkind: Workspace");
        assertThat(failures).isEmpty();
    }

    @Test
    void aContextGivesItsMemberAFreeName() throws Exception {
        show("asia-2");
        KubeContext context = Kubeconfigs.read(List.of(kubeconfig())).contexts().getLast();

        assertThat(membership.nameFor(context)).isEqualTo("asia-2-2");
        assertThat(membership.mayBeCalled("asia-2")).isFalse();
        assertThat(membership.mayBeCalled("asia-2-2")).isTrue();
    }

    @Test
    void whatCannotBeWrittenIsToldAndNoChange() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), "");
        Files.delete(folder.resolve("flotilla.yaml"));
        Files.createDirectory(folder.resolve("flotilla.yaml"));

        assertThat(membership.unjoining("eu")).isNull();
        assertThat(failures).hasSize(1);
    }

    @Test
    void withoutAWorkspaceThereIsNothingToChange() {
        planned = Planned.NOTHING;

        assertThat(membership.unjoining("eu")).isNull();
        assertThat(failures).isEmpty();
    }

    @Test
    void namesAreThoseThatBothDialectsTake() {
        assertThat(Membership.isName("eu-west-1")).isTrue();
        assertThat(List.of("", "-eu", "EU", "eu.west", "e".repeat(64))).noneMatch(Membership::isName);
    }
}
