package dev.flotilla.app;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.flotilla.app.planted.FeatureViewModel;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/// The shape of the app: features stand side by side, view models know no scene, one class changes threads.
class AppShapeTest {
    private static final String ROOT = "dev.flotilla.app";
    private static final JavaClasses APP = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final List<String> FEATURES = List.of("workspace", "editor", "plan", "fleet", "sync", "status", "history",
            "kubefed", "settings", "welcome");
    /// What all features stand on, and what knows them all.
    private static final List<String> AROUND = List.of("ui", "i18n", "workbench", "shell", "cli", "tour");
    private static final ArchRule CHANGES_THREADS = noClasses().that().resideOutsideOfPackage(packageOf("tour")).and()
            .haveNameNotMatching(".*\\.ui\\.Background(\\$.*)?").should().callMethod(Platform.class, "runLater", Runnable.class);
    private static final ArchRule VIEW_MODELS_KNOW_NO_SCENE = noClasses().that().haveSimpleNameEndingWith("ViewModel").should()
            .dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..");

    @Test
    void everyPackageHasItsPlace() {
        Set<String> packages = APP.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0]).collect(Collectors.toSet());

        assertThat(Stream.concat(FEATURES.stream(), AROUND.stream()).toList()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void featuresDoNotKnowEachOther() {
        for (String feature : FEATURES) {
            String[] others = FEATURES.stream().filter(other -> !other.equals(feature)).map(AppShapeTest::packageOf)
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage(packageOf(feature)).should().dependOnClassesThat().resideInAnyPackage(others)
                    .check(APP);
        }
    }

    private static String packageOf(String part) {
        return ROOT + "." + part + "..";
    }

    @Test
    void featuresDoNotKnowTheShell() {
        for (String feature : FEATURES) {
            noClasses().that().resideInAPackage(packageOf(feature)).should().dependOnClassesThat()
                    .resideInAnyPackage(packageOf("shell"), packageOf("cli"), packageOf("tour")).check(APP);
        }
    }

    @Test
    void controlsKnowNoFeature() {
        String[] features = FEATURES.stream().map(AppShapeTest::packageOf).toArray(String[]::new);
        noClasses().that().resideInAnyPackage(packageOf("ui"), packageOf("workbench"), packageOf("i18n"))
                .should().dependOnClassesThat().resideInAnyPackage(features).check(APP);
    }

    @Test
    void viewModelsKnowNoScene() {
        VIEW_MODELS_KNOW_NO_SCENE.check(APP);
    }

    @Test
    void theRuleForViewModelsBites() {
        var planted = new ClassFileImporter().importClasses(FeatureViewModel.class);

        assertThat(VIEW_MODELS_KNOW_NO_SCENE.evaluate(planted).hasViolation()).isTrue();
    }

    /// The tour that draws every page for the guide waits for the window from outside of it.
    @Test
    void onlyBackgroundChangesThreads() {
        CHANGES_THREADS.check(APP);
    }

    @Test
    void theRulesFire() {
        assertThat(noClasses().that().resideInAPackage(packageOf("ui")).should()
                .callMethod(Platform.class, "runLater", Runnable.class).evaluate(APP).hasViolation()).as("Background does")
                .isTrue();
        assertThat(noClasses().that().resideInAPackage(ROOT).should().dependOnClassesThat()
                .resideInAPackage(packageOf("fleet")).evaluate(APP).hasViolation()).as("the start knows features").isTrue();
    }

    /// A field would set the logging framework up while the window opens.
    @Test
    void loggersAreAskedForWhenThereIsSomethingToSay() {
        noFields().should().haveRawType("org.slf4j.Logger").check(APP);
    }

    @Test
    void theEngineIsReachedThroughItsPortsOnly() {
        noClasses().should().dependOnClassesThat().resideInAPackage("dev.flotilla.engine.cluster.kube..").check(APP);
    }
}
