package dev.flotilla.app;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.flotilla.app.planted.FeatureViewModel;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/// The shape of the app: features stand side by side, view models know no scene, one class changes threads.
class AppShapeTest {
    private static final JavaClasses APP = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.flotilla.app");
    private static final List<String> FEATURES = List.of("workspace", "editor", "plan", "fleet", "diff", "sync", "status",
            "history",
            "settings", "welcome");
    private static final ArchRule VIEW_MODELS_KNOW_NO_SCENE = noClasses().that().haveSimpleNameEndingWith("ViewModel").should()
            .dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..");

    @Test
    void featuresDoNotKnowEachOther() {
        for (String feature : FEATURES) {
            String[] others = FEATURES.stream().filter(other -> !other.equals(feature))
                    .map(other -> "dev.flotilla.app." + other + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage("dev.flotilla.app." + feature + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(others).allowEmptyShould(true).check(APP);
        }
    }

    @Test
    void featuresDoNotKnowTheShell() {
        for (String feature : FEATURES) {
            noClasses().that().resideInAPackage("dev.flotilla.app." + feature + "..").should().dependOnClassesThat()
                    .resideInAnyPackage("dev.flotilla.app.shell..", "dev.flotilla.app.cli..").allowEmptyShould(true).check(APP);
        }
    }

    @Test
    void controlsKnowNoFeature() {
        String[] features = FEATURES.stream().map(feature -> "dev.flotilla.app." + feature + "..").toArray(String[]::new);
        noClasses().that().resideInAnyPackage("dev.flotilla.app.ui..", "dev.flotilla.app.workbench..", "dev.flotilla.app.i18n..")
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

    @Test
    void onlyBackgroundAndTheStartUseThePlatformsThread() {
        noClasses().that().resideInAnyPackage("dev.flotilla.app.ui..", "dev.flotilla.app.editor..", "dev.flotilla.app.plan..",
                "dev.flotilla.app.workspace..", "dev.flotilla.app.workbench..", "dev.flotilla.app.shell..",
                "dev.flotilla.app.welcome..",
                "dev.flotilla.app.settings..").and().haveNameNotMatching(".*\\.ui\\.Background.*").should()
                .callMethod(javafx.application.Platform.class, "runLater", Runnable.class).check(APP);
    }

    /// A field would set the logging framework up while the window opens.
    @Test
    void loggersAreAskedForWhenThereIsSomethingToSay() {
        noFields().should().haveRawType("org.slf4j.Logger").check(APP);
    }

    @Test
    void theEngineIsReachedThroughItsPortsOnly() {
        noClasses().should().dependOnClassesThat().resideInAPackage("dev.flotilla.engine.cluster.kube..").check(APP);
        classes().that().resideInAPackage("dev.flotilla.app.cli..").should().onlyDependOnClassesThat()
                .resideOutsideOfPackages("javafx..").allowEmptyShould(true).check(APP);
    }
}
