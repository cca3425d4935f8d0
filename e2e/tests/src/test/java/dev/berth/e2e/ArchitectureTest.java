package dev.berth.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("dev.berth");

    @Test
    void nothingHereUsesTheCodeOfTheOtherModules() {
        classes()
                .that()
                .resideInAPackage("dev.berth..")
                .should()
                .resideInAPackage("dev.berth.e2e..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.berth.e2e..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.berth.api..", "dev.berth.operator..", "dev.berth.registry..")
                .check(CLASSES);
    }

    @Test
    void packagesDependDownwardsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("..process..", "..project..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..images..", "..clients..", "..kubernetes..", "..demo..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("..images..", "..clients..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..kubernetes..", "..demo..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.berth.e2e.kubernetes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..demo..")
                .check(CLASSES);
    }
}
