package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every command in every trouble of its kind: the documented exit code, one sentence that helps, no stack trace, data that is whole or
/// not there, nothing half-written.
@Timeout(120)
class CommandErrorsTest {
    /// Nothing listens on port 1 of the loopback.
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: me, user: {token: t}}]
            contexts: [{name: gone, context: {cluster: gone, user: me}}]
            current-context: gone
            """;
    private static final String WEB = Samples.web(2, "one, two");
    private static final String FEDERATED = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata: {name: web, namespace: default}
            spec: {template: {}, placement: {clusters: []}}
            """;

    @TempDir Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void workspace(String name, String members) throws IOException {
        write(name + "/flotilla.yaml", """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: %s}
                spec:
                  host: {kubeconfig: ../kubeconfig}
                  members: %s
                """.formatted(name, members));
        write(name + "/web.yaml", WEB);
    }

    @BeforeEach
    void write() throws IOException {
        write("kubeconfig", KUBECONFIG);
        workspace("ws", "[{name: one, sandbox: {nodes: 1}}, {name: two, sandbox: {nodes: 1}}]");
        workspace("gone", "[{name: one, kubeconfig: ../kubeconfig}, {name: two, kubeconfig: ../kubeconfig}]");
        workspace("half", "[{name: one, sandbox: {nodes: 1}}, {name: two, kubeconfig: ../kubeconfig}]");
        workspace("memberless", "[]");
        workspace("malformed", "[{name: one\n  bad");
        write("plain/web.yaml", WEB);
        write("federated/web.yaml", FEDERATED);
        write("a-file", "text\n");
        Files.createDirectories(folder.resolve("empty"));
    }

    private Runs.Result run(String command) {
        return new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("state").toString())
                .variable("FLOTILLA_HOME", folder.resolve("home").toString()).variable("HOME", folder.toString())
                .with(command.split(" +"));
    }

    /// What holds of every failure.
    private Runs.Result fails(String command, int exit, String sentence) {
        var result = run(command);
        assertThat(result.exit()).as(command + "\n" + result.out() + result.err()).isEqualTo(exit);
        assertThat(result.err()).as(command).contains(sentence).doesNotContain("Exception", "\tat ", "Caused by", "{0}", "null");
        assertThat(result.err().lines()).as(command).doesNotHaveDuplicates();
        isSound(command, result.out());
        return result;
    }

    private static void isSound(String command, String out) {
        if (!command.contains("json") || out.isEmpty()) return;
        boolean events = command.startsWith("sync") || command.startsWith("rollback");
        List<Value> all = events ? out.lines().map(Json::read).toList() : List.of(Json.read(out));
        assertThat(all).as(command).isNotEmpty();
    }

    private static List<String> sentences(String err) {
        return err.lines().filter(line -> line.startsWith("flotilla: ")).toList();
    }

    private void failsInOneSentence(String command, int exit, String sentence) throws IOException {
        Set<String> before = tree();
        var result = fails(command, exit, sentence);
        assertThat(result.out()).as(command).isEmpty();
        assertThat(result.err().lines()).as(command).hasSize(1);
        assertThat(sentences(result.err())).as(command).hasSize(1);
        assertThat(tree()).as(command + " leaves nothing behind").isEqualTo(before);
    }

    /// The files there are, but for the state folder's, which is made by whoever asks.
    private Set<String> tree() throws IOException {
        var files = new TreeSet<String>();
        try (var walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString())
                    .filter(file -> !file.startsWith("state") && !file.startsWith("home")).forEach(files::add);
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            validate no/such
            validate ws no/such
            plan no/such
            plan no/such -o json
            plan no/such --live
            explain no/such deployment/web
            explain no/such deployment/web --live
            render no/such
            render no/such -o json
            render no/such -o dir=out
            diff no/such
            diff no/such -o json
            sync no/such
            sync no/such -o json
            status no/such
            status no/such -o json
            status no/such --watch
            clusters no/such
            clusters no/such --serve
            clusters no/such --reset-sandbox
            history no/such
            history no/such -o json
            rollback no/such 1
            rollback no/such 1 --yes
            federate -f no/such
            federate no/such
            enable deployments.apps no/such
            disable deployments.apps -w no/such
            orphaning-deletion status federateddeployment web -w no/such
            convert no/such --to karmada
            tour --out pictures no/such
            enable deployments.apps --host -w no/such
            federate deployment web --kubeconfig no/such
            """)
    void aPathThatLeadsNowhere(String command) throws IOException {
        failsInOneSentence(command, ExitCode.INVALID, "no/such");
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource(delimiter = '|', textBlock = """
            validate memory.yaml
            plan memory.yaml
            explain memory.yaml deployment/web
            render memory.yaml -o json
            diff memory.yaml
            sync memory.yaml
            status memory.yaml
            clusters memory.yaml
            history memory.yaml
            rollback memory.yaml 1
            federate -f memory.yaml
            federate memory.yaml
            enable deployments.apps memory.yaml
            orphaning-deletion status federateddeployment web -w memory.yaml
            convert memory.yaml --to karmada
            """)
    void aFileThatCannotBeRead(String command) throws IOException {
        Files.createSymbolicLink(folder.resolve("memory.yaml"), Path.of("/proc/self/mem"));
        failsInOneSentence(command, ExitCode.INVALID, "“memory.yaml” cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            diff plain                  | names no members
            sync plain                  | names no members
            status plain                | names no members
            clusters plain              | names no members
            plan plain --live           | names no members
            rollback plain 1            | names no members
            diff empty                  | names no members
            sync memberless             | names no members
            clusters empty --serve      | names no members
            explain empty deployment/web | The plan is empty
            rollback ws                 | Which run?
            rollback ws 1               | There was no run
            history ws 1                | There was no run
            explain ws service/web      | deployment/web
            explain ws web              | KIND/NAME
            enable zebras.zoo           | zebras.zoo
            disable zebras.zoo          | zebras.zoo
            orphaning-deletion status zebra web | zebra
            orphaning-deletion status federateddeployment none -w federated | none
            federate                    | TYPE and a NAME
            federate deployment web --host -w plain | names no host
            """)
    void whatIsNoWorkspaceOrHasNoSuchThing(String command, String sentence) throws IOException {
        failsInOneSentence(command, ExitCode.INVALID, sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            validate ws -o xml
            plan ws -o xml
            explain ws
            render ws -o xml
            render ws -o dir=
            diff ws -o xml
            sync ws -o xml
            sync ws --dry-run=sometimes
            sync ws --timeout=soon
            sync ws --timeout=-1
            status ws -o xml
            status ws --timeout=soon
            status ws --timeout=-1
            clusters ws -o xml
            history ws -o xml
            rollback ws
            rollback ws 1 -o xml
            federate -f plain -o xml
            enable
            enable deployments.apps -o xml
            disable
            orphaning-deletion sometimes federateddeployment web
            orphaning-deletion status
            convert ws
            convert ws --to swarm
            convert ws --to karmada -o xml
            tour
            completion
            completion powershell
            plan ws --lang=fr --zebra
            plan ws ws
            sync ws --watch=maybe
            """)
    void anOptionOrArgumentThatMeansNothing(String command) {
        var result = fails(command, ExitCode.INVALID, "flotilla: ");
        assertThat(sentences(result.err())).as(command).hasSize(1);
        assertThat(result.err().lines().count()).as(result.err()).isLessThanOrEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            explain ws deployment/web --cluster zebra
            render ws --cluster zebra
            render ws --cluster one,zebra -o json
            render ws --cluster zebra -o dir=out
            diff ws --cluster zebra
            diff ws --cluster zebra -o json
            sync ws --cluster zebra
            sync ws --cluster one,zebra -o json
            """)
    void aMemberThatNobodyKnows(String command) throws IOException {
        failsInOneSentence(command, ExitCode.INVALID, "no member “zebra”; its members are one, two");
    }

    /// What is well is shown, and nobody is told that this is everything.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clusters slips                | slips/flotilla.yaml:6:54: error workspace.wrong-type
            status slips --until-current  | slips/bad.yaml:1:4: error yaml.unclosed-bracket
            status slips -o json          | slips/bad.yaml:1:4: error yaml.unclosed-bracket
            """)
    void errorsThatKeepSomethingOut(String command, String finding) throws IOException {
        workspace("slips", "[{name: one, sandbox: {nodes: 1}}, {name: true}]");
        write("slips/web.yaml", Samples.web(1, "one"));
        assertThat(run("sync slips --allow-errors").exit()).isZero();
        write("slips/bad.yaml", "a: [");

        var result = run(command);

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(result.err()).contains(finding);
        assertThat(result.out()).contains("one");
    }

    @ParameterizedTest
    @CsvSource({"plan plain, 1", "sync plain, 2"})
    void withoutMembersItNamesTheContextsThatCouldBeSome(String command, int exit) throws IOException {
        write(".kube/config", KUBECONFIG);

        var result = run(command);

        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.err()).contains("“plain” names no members").contains("could be members: gone.");
    }

    @Test
    void whatLooksLikeAPathIsNotTakenForACommand() {
        assertThat(run("no/such/plan").err()).contains("no file or folder of that name").doesNotContain("Did you mean");
        assertThat(run("plan ws ws2").err()).contains("“ws2” is one argument too many");
    }

    @ParameterizedTest(name = "{0} ends with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # what reads only shows what is sound
            validate malformed                     | 1 | malformed/flotilla.yaml:6:13: error
            plan malformed -o json                 | 1 | malformed/flotilla.yaml:6:13: error
            render malformed -o json               | 1 | malformed/flotilla.yaml:6:13: error
            explain malformed deployment/web       | 1 | malformed/flotilla.yaml:6:13: error
            convert malformed --to kubefed         | 1 | malformed/flotilla.yaml:6:13: error
            # what needs members, or the workspace's name, says what is in the way
            plan malformed --live                  | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            diff malformed                         | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            sync malformed                         | 2 | flotilla: Nothing was pushed
            sync malformed --allow-errors          | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            status malformed                       | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            clusters malformed                     | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            history malformed                      | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            rollback malformed 1                   | 2 | flotilla: malformed/flotilla.yaml:6:13: The bracket
            """)
    void settingsThatDoNotParse(String command, int exit, String sentence) {
        var result = run(command);

        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.err() + result.out()).contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(sentences(result.err())).hasSizeLessThanOrEqualTo(1);
        isSound(command, result.out());
    }

    /// Each member is told of once.
    private void tellsOfEachMember(String command, int exit, String... members) {
        var result = fails(command, exit, "127.0.0.1:1");

        assertThat(sentences(result.err())).as(command).hasSize(members.length)
                .allSatisfy(sentence -> assertThat(sentence).contains("127.0.0.1:1"));
        for (String member : members) {
            assertThat(result.err()).as(command).contains("flotilla: " + member + ": ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan gone --live
            plan gone --live -o json
            explain gone deployment/web --live
            diff gone
            diff gone -o json
            sync gone
            sync gone -o json
            sync gone --dry-run=server
            sync gone --watch
            status gone
            status gone -o json
            status gone --until-current --timeout=2
            clusters gone
            clusters gone -o json
            """)
    void aFleetThatDoesNotAnswer(String command) {
        tellsOfEachMember(command, ExitCode.NO_MEMBER_REACHED, "one", "two");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan half --live
            plan half --live -o json
            explain half deployment/web --live
            diff half
            diff half -o json
            sync half
            sync half -o json
            sync half --dry-run=server
            status half
            status half -o json
            clusters half
            clusters half -o json
            """)
    void aFleetThatIsHalfDead(String command) {
        tellsOfEachMember(command, ExitCode.SOME_MEMBERS_FAILED, "two");
    }

    @Test
    void aDeadMemberKeepsNothingFromTheOthers() {
        fails("sync half", ExitCode.SOME_MEMBERS_FAILED, "two");

        assertThat(run("diff half").out()).contains("one  as planned").doesNotContain("+ Deployment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enable deployments.apps --host -w gone
            disable deployments.apps --host -w gone
            federate deployment web --host -w gone
            federate deployment web --kubeconfig kubeconfig
            orphaning-deletion status federateddeployment web --host -w gone
            """)
    void aHostThatDoesNotAnswer(String command) throws IOException {
        failsInOneSentence(command, ExitCode.NO_MEMBER_REACHED, "127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            render ws -o dir=a-file
            render ws -o dir=a-file/out
            """)
    void aFolderThatCannotBeWritten(String command) throws IOException {
        failsInOneSentence(command, ExitCode.INVALID, "a-file");
    }

    @ParameterizedTest(name = "{0} ends with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            sync ws                     | 2 | Nothing was pushed
            sync ws -o json             | 2 | Nothing was pushed
            rollback ws 1 --yes         | 2 | Nothing was pushed
            # without it there is no past, and simulated members begin anew each time
            history ws                  | 0 | Nothing was pushed from here yet
            clusters ws                 | 0 | will be lost
            clusters ws --reset-sandbox | 0 | will be lost
            diff ws                     | 1 | will be lost
            status ws -o json           | 1 | will be lost
            """)
    void aStateFolderThatCannotBeWritten(String command, int exit, String sentence) throws IOException {
        Set<String> before = tree();
        var result = new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("a-file").toString())
                .variable("HOME", folder.toString()).with(command.split(" +"));

        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.err()).contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(result.err().lines()).hasSize(1);
        isSound(command, result.out());
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aSecondRenderTellsOfFilesThatItDidNotWrite() throws IOException {
        run("render ws -o dir=out");
        write("out/one/009-configmap-default-old.yaml", "a: 1\n");

        assertThat(run("render ws -o dir=out").err()).contains("did not come from this run");
        assertThat(folder.resolve("out/one/009-configmap-default-old.yaml")).exists();
    }

    /// Also after all the patience a command has: silence is no answer.
    @Test
    void aMemberThatHasNotAnsweredYetHasFailed() {
        var silent = new MemberConnection("one", "test", "10.0.0.1:6443", MemberConnection.State.CONNECTING, null,
                MemberCluster.named("one"), null, List.of(), List.of());

        assertThat(Connected.silence(silent)).isInstanceOf(ClusterFailure.TimedOut.class);
    }
}
