package io.powerx.publish.docs;

import io.powerx.publish.github.ActionInput;
import io.powerx.publish.github.ActionOutput;

/** Generates action.yml and the reference page of the action. */
final class ActionManifest {
    private static final String HEAD = """
            # Generated from the code, see CONTRIBUTING.md. Do not edit.
            name: PowerX publish
            description: Checks, packs, signs and uploads a PowerX plugin, submits it for review, and writes a receipt.
            author: PowerX
            branding:
              icon: upload-cloud
              color: blue
            """;

    private ActionManifest() {}

    static Page make() {
        StringBuilder text = new StringBuilder(HEAD).append("inputs:\n");
        for (ActionInput input : ActionInput.all()) {
            text.append("  ").append(input.name()).append(":\n");
            text.append("    description: ").append(quoted(input.description())).append('\n');
            text.append("    required: false\n");
            text.append("    default: ").append(quoted(input.defaultValue())).append('\n');
        }
        text.append("outputs:\n");
        for (ActionOutput output : ActionOutput.values()) {
            text.append("  ").append(output.id()).append(":\n");
            text.append("    description: ")
                    .append(quoted(output.description()))
                    .append('\n');
        }
        return new Page(
                "../action.yml",
                text.append("runs:\n  using: docker\n  image: Dockerfile\n").toString());
    }

    static Page reference() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# The GitHub action\n\n")
                .append(
                        "`uses: powerx/publish-action@v1` runs the same commands as `px-plugin`, on Linux runners. If an input is not set,"
                                + " the variable of its setting and then the project's files apply ([settings](settings.md)); action.yml"
                                + " therefore has no defaults for settings. Paths are relative to the workspace and must not lead out of"
                                + " it.\n\n")
                .append("## Inputs\n\n| input | default | meaning |\n|---|---|---|\n");
        for (ActionInput input : ActionInput.all()) {
            String value = input.defaultValue();
            text.append("| `").append(input.name()).append("` | ");
            text.append(value.isEmpty() ? "" : "`" + value + "`").append(" | ");
            text.append(Page.cell(input.description())).append(" |\n");
        }
        text.append("\n## Outputs\n\n| output | meaning |\n|---|---|\n");
        for (ActionOutput output : ActionOutput.values()) {
            text.append("| `").append(output.id()).append("` | ");
            text.append(Page.cell(output.description())).append(" |\n");
        }
        text.append("\nThe step's exit code is the command's; [errors](errors.md) lists the values of `error-code`.\n");
        return new Page("reference/action.md", text.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
