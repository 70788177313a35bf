package io.powerx.publish;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.powerx.publish.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages follow the pipeline and depend one way. */
class ArchitectureTest {
    private static final String ROOT = "io.powerx.publish";

    /** A package may use those that stand before it. */
    private static final List<String> ORDER = List.of(
            "message",
            "error",
            "io",
            "secret",
            "finding",
            "json",
            "yaml",
            "event",
            "journal",
            "audit",
            "http",
            "config",
            "git",
            "plugin",
            "rollout",
            "pack",
            "diff",
            "precheck",
            "sbom",
            "provenance",
            "sign",
            "release",
            "marketplace",
            "upload",
            "receipt",
            "telemetry",
            "metrics",
            "workbench",
            "options",
            "stage",
            "doctor",
            "scaffold");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/publish/contract/"))
            .importPackages(ROOT);

    private static final String PARENT = "";

    /** A package, here the parent and its subpackages, may use those before it. */
    private static final Map<String, List<String>> SUBPACKAGES = Map.of(
            "pack", List.of(PARENT, ".select", ".deflate", ".write", ".read"),
            "marketplace", List.of(PARENT, ".identity", ".core"),
            "precheck", List.of(".evidence", ".secrets", ".content", PARENT, ".rules", ".report"),
            "upload", List.of(PARENT, ".s3"));

    @Test
    void every_package_has_its_place_in_the_order() {
        Set<String> packages = CORE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0])
                .collect(Collectors.toSet());

        assertThat(packages).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void a_package_uses_only_those_before_it() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> ROOT + "." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(CORE);
            }
        }
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void every_subpackage_has_its_place_in_the_order() {
        Set<String> subpackages = CORE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.matches(ROOT + "\\.\\w+\\.\\w.*"))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());

        assertThat(subpackages)
                .containsExactlyInAnyOrderElementsOf(SUBPACKAGES.entrySet().stream()
                        .flatMap(parent -> parent.getValue().stream()
                                .filter(name -> !name.equals(PARENT))
                                .map(name -> parent.getKey() + name))
                        .toList());
    }

    @Test
    void a_subpackage_uses_only_those_before_it() {
        SUBPACKAGES.forEach((parent, order) -> {
            List<String> inOrder =
                    order.stream().map(name -> ROOT + "." + parent + name).toList();
            for (int i = 0; i < inOrder.size() - 1; i++) {
                noClasses()
                        .that()
                        .resideInAPackage(inOrder.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                inOrder.subList(i + 1, inOrder.size()).toArray(String[]::new))
                        .check(CORE);
            }
        });
    }

    @Test
    void the_core_does_not_use_front_ends() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "hudson..",
                        "jenkins..",
                        "io.jenkins..",
                        ROOT + ".cli..",
                        ROOT + ".github..",
                        ROOT + ".sandbox..",
                        ROOT + ".conformance..",
                        ROOT + ".contract..")
                .check(CORE);
    }

    @Test
    void there_is_one_json_mapper() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Json.class)
                .should()
                .callConstructor(com.fasterxml.jackson.databind.ObjectMapper.class)
                .check(CORE);
    }

    @Test
    void there_is_one_factory_of_http_clients() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http..")
                .should()
                .callConstructor(okhttp3.OkHttpClient.class)
                .orShould()
                .callConstructor(okhttp3.OkHttpClient.Builder.class)
                .check(CORE);
    }

    @Test
    void the_core_neither_prints_nor_reads_the_environment() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CORE);
    }

    @Test
    void only_the_entry_points_use_stages() {
        classes()
                .that(resideInAPackage(ROOT + ".stage"))
                .and()
                .haveSimpleNameEndingWith("Stage")
                .and()
                .areNotInterfaces()
                .should()
                .bePackagePrivate()
                .check(CORE);
    }
}
