package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flotilla.app.Scratch;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CliTest {
    @TempDir Path folder;

    private static List<String> placements(MapValue object) {
        return object.listAt("placements").maps().stream().map(p -> p.textAt("cluster") + " " + p.get("replicas")).toList();
    }

    private static MapValue object(Value plan, String kind) {
        return plan.listAt("objects").maps().stream().filter(o -> kind.equals(o.textAt("ref", "kind"))).findFirst().orElseThrow();
    }

    @Nested
    class Plan {
        @Test
        void dividesTheKarmadaWalkThroughOneToTwo() {
            var result = Runs.run("plan", "sample-configs/quickstart-karmada", "-o", "json");
            Value plan = Json.read(result.out());

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(plan.textAt("workspace")).isEqualTo("quickstart-karmada");
            assertThat(plan.listAt("dialects").texts()).containsExactly("karmada");
            assertThat(placements(object(plan, "Deployment"))).containsExactly("karmada-worker01 1", "karmada-worker02 2");
            assertThat(object(plan, "Deployment").textAt("policy", "name")).isEqualTo("nginx-propagation");
            assertThat(object(plan, "Deployment").get("error")).isEqualTo(Value.NULL);
        }

        @Test
        void followsTheKubeFedWalkThroughsOverrides() {
            Value plan = Json.read(Runs.run("plan", "sample-configs/quickstart-kubefed", "-o", "json").out());

            assertThat(placements(object(plan, "Deployment"))).containsExactly("fed-worker01 2", "fed-worker02 1");
        }

        @Test
        void saysTheSameInEveryForm() {
            String json = Runs.run("plan", "sample-configs/quickstart-kubefed", "-o", "json").out();
            String yaml = Runs.run("plan", "sample-configs/quickstart-kubefed", "-o", "yaml").out();
            String table = Runs.run("plan", "sample-configs/quickstart-kubefed").out();

            assertThat(dev.flotilla.engine.text.YamlReader.read(new dev.flotilla.engine.text.SourceFile("plan.yaml", yaml))
                    .documents()
                    .getFirst().root()).isEqualTo(Json.read(json));
            assertThat(table.lines().filter(line -> line.contains("fed-worker01")).findFirst().orElseThrow())
                    .matches("Deployment ddcloud/fed-nginx +fed-worker01 +2 .*");
        }

        @Test
        void namesTheKindsWhereTwoDecidersShareAName() throws IOException {
            Path copy = Scratch.copyOf("quickstart-kubefed", folder);
            Files.copy(copy.resolve("rsp/weighted.yaml"), copy.resolve("manifests/rsp.yaml"));

            assertThat(Runs.run("plan", copy.toString()).out())
                    .contains("ReplicaSchedulingPreference fed-nginx + FederatedDeployment fed-nginx");
        }

        @Test
        void isTheSameEveryTime() {
            String first = Runs.run("plan", "sample-configs/quickstart-karmada", "-o", "json").out();

            assertThat(Runs.run("plan", "sample-configs/quickstart-karmada", "-o", "json").out()).isEqualTo(first);
        }

        @Test
        void showsWhatIsSoundWhereOtherDocumentsAreBroken() throws IOException {
            Path copy = folder.resolve("copy");
            copySample("quickstart-kubefed", copy);
            Files.writeString(copy.resolve("manifests/broken.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n");
            var result = new Runs(folder).with("plan", "copy", "-o", "json");

            assertThat(result.exit()).isEqualTo(ExitCode.FINDINGS);
            assertThat(placements(object(Json.read(result.out()), "Deployment"))).containsExactly("fed-worker01 2",
                    "fed-worker02 1");
            assertThat(result.err()).contains(Path.of("copy", "manifests", "broken.yaml") + ":3:");
        }
    }

    private static void copySample(String name, Path to) throws IOException {
        Path from = Runs.ROOT.resolve("sample-configs").resolve(name);
        try (var walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Nested
    class Render {
        @Test
        void givesEachMemberItsOwnAnnotationAndImage() {
            Value rendered = Json.read(Runs.run("render", "sample-configs/quickstart-karmada", "-o", "json").out());

            for (var expected : List.of(List.of("karmada-worker01", "this_is_worker01", "nginx"),
                    List.of("karmada-worker02", "this_is_worker02", "nginx:1.17.0-alpine"))) {
                MapValue manifest = rendered.mapAt("clusters").listAt(expected.get(0)).maps().getFirst();
                assertThat(manifest.textAt("metadata", "annotations", "test")).isEqualTo(expected.get(1));
                assertThat(manifest.mapAt("spec", "template", "spec").listAt("containers").maps().getFirst().textAt("image"))
                        .isEqualTo(expected.get(2));
            }
        }

        @Test
        void putsNamespacesFirst() {
            String yaml = Runs.run("render", "sample-configs/quickstart-kubefed", "--cluster", "fed-worker02").out();

            assertThat(yaml.lines().filter(line -> line.startsWith("kind:"))).containsExactly("kind: Namespace",
                    "kind: Deployment");
            assertThat(yaml).contains("foo: this_is_worker02").doesNotContain("fed-worker01");
        }

        @Test
        void writesAFolderForEachMember() throws IOException {
            var result = Runs.run("render", "sample-configs/quickstart-kubefed", "-o", "dir=" + folder.resolve("out"));

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(folder.resolve("out/fed-worker01/002-deployment-ddcloud-fed-nginx.yaml")).content()
                    .contains("replicas: 2");
            try (var files = Files.list(folder.resolve("out/fed-worker02"))) {
                assertThat(files.map(file -> file.getFileName().toString()).sorted()).containsExactly(
                        "001-namespace-ddcloud.yaml",
                        "002-deployment-ddcloud-fed-nginx.yaml");
            }
        }
    }

    @Nested
    class Validate {
        @Test
        void printsOneFindingALineAndEndsWithOne() throws IOException {
            Files.writeString(folder.resolve("a.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n");
            var result = new Runs(folder).with("validate", "a.yaml");

            assertThat(result.exit()).isEqualTo(ExitCode.FINDINGS);
            assertThat(result.out())
                    .isEqualTo("a.yaml:4:1: error yaml.tab A tab cannot indent YAML. (use two spaces for each level)\n");
            assertThat(result.err()).isEqualTo("1 error, no warnings\n");
        }

        @Test
        void givesJsonWithTheDocumentedFields() throws IOException {
            Files.writeString(folder.resolve("a.yaml"), "a: 1\na: 2\n");
            MapValue found = Json.read(new Runs(folder).with("validate", "a.yaml", "-o", "json").out()).listAt("diagnostics")
                    .maps().getFirst();

            assertThat(found.keys()).containsExactly("severity", "code", "file", "line", "column", "message", "hint");
            assertThat(found.textAt("code")).isEqualTo("yaml.duplicate-key");
            assertThat(found.intAt("line")).isEqualTo(2);
        }

        @Test
        void judgesAFileAsAPartOfItsWorkspace() {
            var whole = Runs.run("validate", "sample-configs/quickstart-kubefed");
            var file = Runs.run("validate", "sample-configs/quickstart-kubefed/manifests/fed-nginx.yaml");

            assertThat(whole.exit()).isEqualTo(file.exit());
            assertThat(whole.out().lines().filter(line -> line.contains("fed-nginx.yaml")).toList())
                    .isEqualTo(file.out().lines().toList());
        }

        @Test
        void countsWarningsOnlyWhenStrict() throws IOException {
            Files.writeString(folder.resolve("a.yaml"),
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nimmutabl: true\n");

            assertThat(new Runs(folder).with("validate", "a.yaml").exit()).isZero();
            assertThat(new Runs(folder).with("validate", "--strict", "a.yaml").exit()).isEqualTo(ExitCode.FINDINGS);
        }
    }

    @Test
    void overridesAreNamedWithTheNamespaceThatTheyActIn() {
        String plan = Runs.run("plan", "sample-configs/quickstart-karmada", "-o", "json").out();

        assertThat(plan.replaceAll("\\s+", "")).contains("\"policies\":[{\"kind\":\"OverridePolicy\",\"namespace\":\"default\",");
    }

    @Nested
    class Explain {
        @Test
        void printsThePathOfEachMember() {
            var result = Runs.run("explain", "sample-configs/quickstart-kubefed", "deployment/fed-nginx");

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).contains("fed-worker01  chosen, 2 replicas", "✓");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Deployment/fed-nginx", "deployments/fed-nginx", "federateddeployment/fed-nginx",
                "deploy/fed-nginx",
                "deployment.apps/fed-nginx", "deployments.v1.apps/fed-nginx", "fdeploy/fed-nginx"})
        void takesKindsAsKubectlDoes(String object) {
            assertThat(Runs.run("explain", "sample-configs/quickstart-kubefed", object).exit()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"deployment.batch/fed-nginx", "ds/fed-nginx", "eploy/fed-nginx"})
        void takesNoOtherKind(String object) {
            assertThat(Runs.run("explain", "sample-configs/quickstart-kubefed", object).exit()).isEqualTo(ExitCode.INVALID);
        }

        @Test
        void looksIntoTheCurrentFolderWhereNoWorkspaceIsNamed() {
            Path workspace = Runs.ROOT.resolve("sample-configs/quickstart-kubefed");

            var result = new Runs(workspace).with("explain", "deploy/fed-nginx");

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).contains("fed-worker01  chosen, 2 replicas");
        }

        @Test
        void namesWhatThereIsInstead() {
            var result = Runs.run("explain", "sample-configs/quickstart-kubefed", "deployment/none");

            assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(result.err()).contains("deployment/fed-nginx");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            plan no/such/folder                          | There is no file or folder
            validate no/such/folder                      | There is no file or folder
            render no/such/folder                        | There is no file or folder
            diff no/such/folder                          | There is no file or folder
            sync no/such/folder                          | There is no file or folder
            status no/such/folder                        | There is no file or folder
            clusters no/such/folder                      | There is no file or folder
            plna                                         | Did you mean
            nosuch                                       | is no command
            plan --zebra                                 | There is no option “--zebra” here
            plan . -o xml                                | Invalid value
            render . -o xml                              | no form of output
            explain sample-configs/quickstart-kubefed x  | KIND/NAME
            render sample-configs/quickstart-kubefed --cluster x | fed-worker01, fed-worker02
            """)
    void wrongUsageEndsWithTwoAndASentence(String command, String sentence) {
        var result = Runs.run(command.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains(sentence).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "validate", "plan", "explain", "render", "diff", "sync", "status", "history", "rollback",
            "clusters",
            "completion"})
    void everyCommandHasHelpInBothLanguages(String command) {
        for (String language : List.of("en", "zh")) {
            String[] arguments = (command + " --help --lang " + language).strip().split(" ");
            var result = Runs.run(arguments);
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out().lines().count()).isGreaterThan(5);
            assertThat(result.out().lines().filter(line -> line.matches("\\s+(-\\w, )?--[a-z-]+(=\\S+)?\\s*"))
                    .filter(line -> line.strip().length() < 24)).as("options without a word in\n%s", result.out()).isEmpty();
        }
        assertThat(Runs.run((command + " --help --lang zh").strip().split(" ")).out()).containsPattern("[\u4e00-\u9fff]");
    }

    @Test
    void theListOfCommandsIsWhole() {
        String help = Runs.run("--help").out();

        assertThat(Cli.COMMANDS).allSatisfy(command -> assertThat(help).contains("  " + command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionKnowsCommandsAndOptions(String shell) {
        var result = Runs.run("completion", shell);

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("validate").contains("prune");
    }

    /// What takes one of a few words offers these, be it an option or not.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            completion         | -f -a 'bash zsh fish'
            orphaning-deletion | -f -a 'enable disable status'
            plan               | -x -a 'table json yaml'
            plan               | -l lang -x -a 'en zh'
            """)
    void fishOffersTheWordsThatThereAre(String command, String words) {
        assertThat(Runs.run("completion", "fish").out().lines().filter(line -> line.contains("_from " + command)))
                .anyMatch(line -> line.contains(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "help plan"})
    void helpIsACommandToo(String command) {
        var result = Runs.run(command.split(" "));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Usage: flotilla");
    }

    @Test
    void aDryRunMayStandBeforeTheWorkspace() throws IOException {
        copySample("quickstart-karmada", folder.resolve("ws"));
        for (String command : List.of("sync --dry-run ws", "sync --dry-run=server ws", "sync --dry-run server ws",
                "sync ws --dry-run")) {
            var result = new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("state").toString())
                    .variable("HOME", folder.toString()).with(command.split(" "));

            assertThat(result.exit()).as(command + result.err()).isZero();
            assertThat(result.err()).contains("dry run");
        }
    }

    @Test
    void coloursAreForTerminalsOnly() {
        assertThat(Runs.run("plan", "sample-configs/quickstart-kubefed").out()).doesNotContain("\u001b");
    }
}
