package dev.flotilla.engine;

import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The street: text → documents → plan → diff → sync → status. A stage imports stages to its left, never to its right.
class StreetTest {
    private static final String ROOT = "dev.flotilla.engine";
    private static final JavaClasses ENGINE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final String TABLE = """
            diagnostics       | -
            value             | -
            fleet             | -
            text              | diagnostics value
            schema            | value
            documents         | diagnostics value text schema
            workspace         | diagnostics value text schema documents
            plan.replicas     | -
            plan              | diagnostics value text schema documents fleet plan.replicas
            dialect.karmada   | diagnostics value text documents fleet plan plan.replicas
            dialect.kubefed   | diagnostics value text schema documents fleet plan plan.replicas
            cluster           | diagnostics value documents fleet
            kubefedctl        | diagnostics value text documents fleet plan dialect.kubefed cluster
            sandbox           | value schema
            diff              | diagnostics value documents fleet plan cluster
            convert           | diagnostics value text documents workspace fleet plan dialect.karmada dialect.kubefed diff
            adopt             | diagnostics value text documents workspace fleet plan diff
            sync              | diagnostics value documents fleet plan cluster diff
            status            | diagnostics value documents fleet plan cluster diff sync
            """;

    private static final Set<String> BEFORE_THE_DIFF = Set.of("diagnostics", "value", "text", "schema", "documents", "workspace",
            "fleet", "plan", "plan.replicas", "dialect.karmada", "dialect.kubefed");
    private static final ArchRule ASKS_NOTHING = noClasses()
            .that(DescribedPredicate.describe("come before the diff", type -> BEFORE_THE_DIFF.contains(stageOf(type)))).should()
            .accessTargetWhere(DescribedPredicate.describe("a clock, chance or a network is asked", StreetTest::asks));

    private static boolean asks(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        boolean clock = owner.equals("java.time.Clock") || owner.startsWith("java.time.") && name.equals("now")
                || owner.equals("java.lang.System") && Set.of("currentTimeMillis", "nanoTime").contains(name);
        boolean chance = Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.util.random.RandomGenerator",
                "java.security.SecureRandom").contains(owner) || owner.equals("java.lang.Math") && name.equals("random")
                || owner.equals("java.util.UUID") && name.equals("randomUUID");
        boolean network = owner.startsWith("java.net.") && !owner.startsWith("java.net.URI")
                || owner.startsWith("java.nio.channels.") && owner.contains("Socket");
        return clock || chance || network;
    }

    @ParameterizedTest(name = "{0} imports only {1}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void aStageImportsOnlyWhatStandsBeforeIt(String stage, String allowed) {
        noClasses().that(livesIn(stage)).should().dependOnClassesThat(isForbiddenFor(stage, allowed)).check(ENGINE);
    }

    @Test
    void everyStageHasARow() {
        Set<String> rows = TABLE.lines().map(row -> row.split("\\|")[0].strip()).collect(Collectors.toSet());
        Set<String> stages = ENGINE.stream().map(StreetTest::stageOf).filter(stage -> !stage.equals("engine"))
                .collect(Collectors.toSet());

        assertThat(rows).isEqualTo(stages);
    }

    /// The same text and the same fleet always give the same plan.
    @Test
    void whatComesBeforeTheDiffAsksNeitherClockNorChanceNorNetwork() {
        ASKS_NOTHING.check(ENGINE);
    }

    @Test
    void dialectsDoNotKnowEachOther() {
        slices().matching(ROOT + ".dialect.(*)..").should().notDependOnEachOther().check(ENGINE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void onlyTheAdapterKnowsTheClientLibrary() {
        noClasses().that().resideOutsideOfPackages(ROOT + ".cluster.kube..").should().dependOnClassesThat()
                .resideInAPackage("io.fabric8.kubernetes..").check(ENGINE);
    }

    @Test
    void theEngineKnowsNoJavaFx() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("javafx..", "com.sun.javafx..").check(ENGINE);
    }

    /// The rules above are worth nothing if they cannot fire: here each kind of rule meets code that breaks it.
    @Test
    void theRulesFire() {
        assertThat(noClasses().that(livesIn("text")).should().dependOnClassesThat(isForbiddenFor("text", "diagnostics"))
                .evaluate(ENGINE)
                .hasViolation()).as("text uses value").isTrue();
        assertThat(noClasses().that().resideInAPackage(ROOT + ".text..").should().dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..").evaluate(ENGINE).hasViolation()).as("text uses the YAML library").isTrue();
        assertThat(noClasses().that(livesIn("sync")).should()
                .accessTargetWhere(DescribedPredicate.describe("a clock is asked", StreetTest::asks)).evaluate(ENGINE)
                .hasViolation())
                .as("a push asks the clock").isTrue();
        assertThat(noClasses().that().resideInAPackage(ROOT + ".cluster.kube..").should().dependOnClassesThat()
                .resideInAPackage("io.fabric8.kubernetes..").evaluate(ENGINE).hasViolation()).as("the adapter uses its library")
                .isTrue();
        assertThat(slices().matching(ROOT + ".(*)..").should().notDependOnEachOther().evaluate(ENGINE).hasViolation())
                .as("stages use each other").isTrue();
    }

    private static DescribedPredicate<JavaClass> livesIn(String stage) {
        return DescribedPredicate.describe("live in " + stage, type -> stageOf(type).equals(stage));
    }

    private static DescribedPredicate<JavaClass> isForbiddenFor(String stage, String allowed) {
        var names = Set.of(allowed.trim().split(" "));
        return DescribedPredicate.describe("are an engine stage other than " + allowed, type -> {
            String other = stageOf(type);
            return type.getPackageName().startsWith(ROOT) && !other.equals(stage) && !names.contains(other);
        });
    }

    /// The first part of the package below the root; the two that are cut finer keep their second part.
    private static String stageOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) return "";
        if (name.equals(ROOT)) return "engine";
        String[] parts = name.substring(ROOT.length() + 1).split("\\.");
        boolean finer = parts.length > 1 && (parts[0].equals("dialect") || parts[0].equals("plan"));
        return finer ? parts[0] + "." + parts[1] : parts[0];
    }
}
