package dev.flotilla.app.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/// A command must start fast and where there is no display: it knows no JavaFX, and no class of the window.
class CliShapeTest {
    private static final String APP = "dev.flotilla.app";
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(APP);

    @Test
    void commandsKnowNoJavaFx() {
        noClasses().that().resideInAnyPackage(APP + ".cli..", APP + ".i18n..").or().haveFullyQualifiedName(APP + ".Launcher")
                .should()
                .dependOnClassesThat().resideInAnyPackage("javafx..", "com.sun.javafx..", "atlantafx..", "org.controlsfx..",
                        "org.fxmisc..", "org.kordamp..")
                .check(CLASSES);
    }

    @Test
    void commandsKnowNoFeatureOfTheWindow() {
        noClasses().that().resideInAPackage(APP + ".cli..").should().dependOnClassesThat()
                .resideInAnyPackage(APP + ".shell..", APP + ".studio..", APP + ".workbench..", APP + ".ui..").check(CLASSES);
    }

    @Test
    void theRuleFires() {
        assertThat(noClasses().that().haveFullyQualifiedName(APP + ".Window").should().dependOnClassesThat()
                .resideInAPackage("javafx..").evaluate(CLASSES).hasViolation()).isTrue();
    }
}
