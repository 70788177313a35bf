package io.jenkins.plugins.powerx;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Rules for all classes of the plugin. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.powerx";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packages_have_no_cycles() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void code_on_agents_depends_neither_on_the_controller_nor_on_secrets() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".agent")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jenkins.model.Jenkins")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.powerx.publish.secret..",
                        "io.powerx.publish.sign..",
                        "com.cloudbees.plugins.credentials..",
                        ROOT + ".credentials.."));
    }

    @Test
    void web_methods_require_post() {
        check(methods()
                .that()
                .haveNameMatching("do(Fill|Check|Test|Refresh).*")
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + "..")
                .should(beAnnotatedWith(RequirePOST.class)));
    }

    @Test
    void data_bound_classes_and_setters_are_public() {
        check(methods().that().areAnnotatedWith(DataBoundSetter.class).should().bePublic());
        check(classes()
                .that()
                .containAnyConstructorsThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are data bound", constructor -> constructor.isAnnotatedWith(DataBoundConstructor.class)))
                .should()
                .haveModifier(JavaModifier.PUBLIC));
    }

    @Test
    void no_deprecated_servlet_or_stapler_api_is_used() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.servlet..", "org.apache.commons.lang..", "org.acegisecurity..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.kohsuke.stapler.StaplerRequest"));
    }

    @Test
    void no_simple_class_name_occurs_twice() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT, "io.powerx.publish");
        Map<String, List<String>> byName = all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getFullName, Collectors.toList())));

        assertThat(byName).containsKeys("Publisher", "Sandbox", "PxPublishStep", "Release");
        assertThat(byName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
