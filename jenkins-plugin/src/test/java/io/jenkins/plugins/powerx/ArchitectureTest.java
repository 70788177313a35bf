package io.jenkins.plugins.powerx;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What has to hold for all classes of the plugin. */
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
    void what_runs_on_agents_knows_neither_the_controller_nor_secrets() {
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
    void web_methods_that_do_or_look_something_up_take_only_posts() {
        check(methods()
                .that()
                .haveNameMatching("do(Fill|Check|Test|Refresh).*")
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + "..")
                .should(beAnnotatedWith(RequirePOST.class)));
    }

    @Test
    void data_binding_works_on_public_classes_only() {
        check(methods().that().areAnnotatedWith(DataBoundSetter.class).should().bePublic());
        check(classes()
                .that()
                .containAnyConstructorsThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are data bound", constructor -> constructor.isAnnotatedWith(DataBoundConstructor.class)))
                .should()
                .haveModifier(JavaModifier.PUBLIC));
    }

    @Test
    void nothing_of_servlets_or_staplers_past_is_used() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.servlet..", "org.apache.commons.lang..", "org.acegisecurity..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.kohsuke.stapler.StaplerRequest"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
