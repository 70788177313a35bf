package io.powerx.publish.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The action depends on the command, the packages of the command depend one way, and no two classes of all modules have the same name. */
class ArchitectureTest {
    private static final String ROOT = "io.powerx.publish";

    private static final String COMMAND = ROOT + ".cli";

    /** A package of the command may use those before it. */
    private static final List<String> ORDER = Stream.of(
                    ".text",
                    ".host",
                    ".output",
                    ".invocation",
                    ".report",
                    ".marketplace",
                    ".plugin",
                    ".review",
                    ".publish",
                    ".setup",
                    ".records",
                    "")
            .map(name -> COMMAND + name)
            .toList();

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    @Test
    void the_command_does_not_depend_on_the_action() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".github..")
                .check(ALL);
    }

    @Test
    void every_package_of_the_command_has_its_place_in_the_order() {
        Set<String> packages = ALL.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.equals(COMMAND) || name.startsWith(COMMAND + "."))
                .collect(Collectors.toSet());

        assertThat(packages).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void a_package_of_the_command_uses_only_those_before_it() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(ORDER.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new))
                    .check(ALL);
        }
    }

    @Test
    void no_library_depends_on_a_front_end() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".github..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".cli..", ROOT + ".github..")
                .check(ALL);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void only_the_entry_point_of_the_sandbox_is_used() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".cli..", ROOT + ".github..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".sandbox.*..")
                .check(ALL);
    }

    @Test
    void no_simple_class_name_occurs_twice() {
        Map<String, List<String>> byName = ALL.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getFullName, Collectors.toList())));

        assertThat(byName).containsKeys("Publisher", "Sandbox", "Conformance", "OpenApiContract", "PxPlugin", "Action");
        assertThat(byName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }
}
