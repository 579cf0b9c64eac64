package io.moongate.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The floors of the gateway: a room knows only lower floors, and rooms of one floor do not meet. */
class ArchitectureTest {
    private static final String ROOT = "io.moongate.gateway.";

    /** Bottom up; the plugins of the sixth floor are each a room of their own. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("model", "config", "regex", "path"),
            List.of("schema", "exchange", "observe"),
            List.of("store"),
            List.of("plugin", "router", "balance"),
            List.of("script"),
            List.of("plugins"),
            List.of("snapshot", "declarative"),
            List.of("admin", "proxy"),
            List.of("console"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.moongate.gateway");

    @Test
    void aRoomKnowsOnlyLowerFloors() {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String room : FLOORS.get(floor)) {
                for (int other = floor; other < FLOORS.size(); other++) {
                    for (String stranger : FLOORS.get(other)) {
                        if (!stranger.equals(room)) {
                            noClasses()
                                    .that()
                                    .resideInAPackage(ROOT + room + "..")
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(ROOT + stranger + "..")
                                    .allowEmptyShould(true)
                                    .check(CLASSES);
                        }
                    }
                }
            }
        }
    }

    @Test
    void onlyTheScriptRoomKnowsTheCompiler() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "script..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.moongate.lua..")
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCircles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
