package io.moongate.lua;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors of the engine, and who may know whom. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.moongate.lua");

    private static String room(String name) {
        return "io.moongate.lua." + name + "..";
    }

    @Test
    void floors() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("sandbox")
                .definedBy(room("sandbox"))
                .layer("strand")
                .definedBy(room("strand"))
                .layer("value")
                .definedBy(room("value"))
                .layer("op")
                .definedBy(room("op"))
                .layer("lib")
                .definedBy(room("lib"))
                .layer("tree")
                .definedBy(room("tree"))
                .layer("front")
                .definedBy(room("front"))
                .layer("emit")
                .definedBy(room("emit"))
                .layer("load")
                .definedBy(room("load"))
                .layer("bind")
                .definedBy(room("bind"))
                .layer("cli")
                .definedBy(room("cli"))
                .layer("door")
                .definedBy("io.moongate.lua")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("bind")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("door")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("load")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("emit")
                .mayOnlyBeAccessedByLayers("load")
                .whereLayer("front")
                .mayOnlyBeAccessedByLayers("load", "door")
                .whereLayer("tree")
                .mayOnlyBeAccessedByLayers("front", "emit", "load")
                .whereLayer("lib")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("op")
                .mayOnlyBeAccessedByLayers("lib", "emit", "bind", "cli")
                .whereLayer("value")
                .mayOnlyBeAccessedByLayers("op", "lib", "front", "emit", "load", "door", "bind", "cli")
                .whereLayer("strand")
                .mayOnlyBeAccessedByLayers("value", "door")
                .whereLayer("sandbox")
                .mayOnlyBeAccessedByLayers("value", "op", "lib", "emit", "door", "cli")
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.moongate.lua.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheFrontKnowsLuaJ() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("front"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.luaj..")
                .check(CLASSES);
    }

    @Test
    void onlyTheEmitterKnowsAsm() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("emit"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(CLASSES);
    }
}
