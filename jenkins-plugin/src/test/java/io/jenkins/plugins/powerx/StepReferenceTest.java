package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.powerx.step.ProjectStep;
import io.jenkins.plugins.powerx.step.PxPrecheckStep;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;

/** The reference page of the steps is generated from their classes and their help files. */
class StepReferenceTest {
    private static final Path PAGE = Marketplace.docs("reference/jenkins.md");

    @Test
    void the_reference_page_is_up_to_date() throws Exception {
        String made = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, made);
        }
        assertThat(PAGE)
                .as("out of date; to update: mvn -Pjenkins test -pl jenkins-plugin -am -Ddocs.update=true"
                        + " -Dtest=StepReferenceTest -Dsurefire.failIfNoSpecifiedTests=false")
                .content()
                .isEqualTo(made);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("<!-- Generated from the code, see CONTRIBUTING.md. Do not edit."
                + " -->\n\n"
                + "# Jenkins steps\n\n"
                + "All parameters are optional. [Publish from Jenkins](../guides/jenkins.md) describes the setup, the"
                + " returned values, and what happens if a step fails.\n");
        for (Class<? extends ProjectStep> type : List.of(PxPublishStep.class, PxPrecheckStep.class)) {
            String name = type == PxPublishStep.class ? "pxPublish" : "pxPrecheck";
            DescribableModel<?> model = new DescribableModel<>(type);
            page.append("\n## ")
                    .append(name)
                    .append("\n\n")
                    .append(markdown(model.getHelp()))
                    .append("\n\n");
            page.append("| parameter | type | meaning |\n|---|---|---|\n");
            for (DescribableParameter parameter : model.getParameters()) {
                page.append("| `")
                        .append(parameter.getName())
                        .append("` | ")
                        .append(typeOf(parameter))
                        .append(" | ")
                        .append(markdown(parameter.getHelp()).replace("\n", " ").replace("|", "\\|"))
                        .append(" |\n");
            }
        }
        return page.toString();
    }

    private static String typeOf(DescribableParameter parameter) {
        return switch (parameter.getErasedType().getSimpleName()) {
            case "boolean" -> "true or false";
            case "List" -> "list of texts";
            default -> "text";
        };
    }

    /** Converts the HTML elements that help files use. */
    private static String markdown(String html) {
        return html.replaceAll("(?s)<pre>(.*?)</pre>", "\n\n```groovy\n$1\n```\n\n")
                .replaceAll("</?code>", "`")
                .replaceAll("</?(div|p)>", "")
                .replaceAll("(?m)^[ \\t]+|[ \\t]+$", "")
                .replaceAll("\n{3,}", "\n\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }
}
