package io.powerx.publish.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of the sandbox depend one way, and the conformance kit does not know the sandbox. */
class ArchitectureTest {
    private static final String ROOT = "io.powerx.publish.sandbox";
    private static final String CONFORMANCE = "io.powerx.publish.conformance";

    /** A package may use only the packages before it. */
    private static final List<String> ORDER = List.of(
            "store", "trust", "http", "validation", "telemetry", "html", "api", "core", "evidence", "section", "page");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT, CONFORMANCE);

    @Test
    void every_package_has_its_place_in_the_order() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());

        assertThat(packages).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void a_package_depends_only_on_those_before_it() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> ROOT + "." + name)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + ORDER.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(CLASSES);
        }
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_sandbox_itself_assembles_the_packages() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .doNotBelongToAnyOf(Sandbox.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".*")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Sandbox.class)
                .check(CLASSES);
    }

    @Test
    void the_conformance_kit_and_the_sandbox_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage(CONFORMANCE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONFORMANCE)
                .check(CLASSES);
    }

    @Test
    void the_sandbox_depends_on_no_front_end() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "hudson..",
                        "jenkins..",
                        "io.jenkins..",
                        "io.powerx.publish.cli..",
                        "io.powerx.publish.github..")
                .check(CLASSES);
    }
}
