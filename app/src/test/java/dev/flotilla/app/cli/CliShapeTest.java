package dev.flotilla.app.cli;

import com.tngtech.archunit.base.DescribedPredicate;
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

    /// Where Flotilla keeps what is its own is known to both faces.
    @Test
    void commandsKnowNothingOfTheWindow() {
        noClasses().that().resideInAPackage(APP + ".cli..").should().dependOnClassesThat(DescribedPredicate.describe(
                "belong to the window",
                type -> type.getPackageName().startsWith(APP) && !type.getPackageName().startsWith(APP + ".cli")
                        && !type.getPackageName().startsWith(APP + ".i18n") && !type.getSimpleName().equals("OwnFolder")))
                .check(CLASSES);
    }

    @Test
    void theRuleFires() {
        assertThat(noClasses().that().haveFullyQualifiedName(APP + ".Window").should().dependOnClassesThat()
                .resideInAPackage("javafx..").evaluate(CLASSES).hasViolation()).isTrue();
    }
}
