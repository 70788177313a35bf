package io.powerx.publish.github;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.Vocabulary;

/** The vocabulary of a workflow file. */
final class WorkflowVocabulary implements Vocabulary {
    @Override
    public String option(String name) {
        return switch (name) {
            case "token" -> "with: token: (or permissions: id-token: write, for trusted publishing)";
            case "oidc" -> "permissions: id-token: write";
            case "again" -> "re-run the job; it resumes";
            case "help" -> DocsLink.to("reference/action.md");
            case "sandbox" -> "with: sandbox: true";
            default ->
                isInput(name)
                        ? "with: " + name + ":"
                        : Setting.ofId(name)
                                .map(setting -> "env: " + setting.variables().get(0) + ":")
                                .orElse(name);
        };
    }

    @Override
    public String command(String name) {
        return ActionInput.COMMANDS.contains(name) ? "with: command: " + name : "px-plugin " + name;
    }

    @Override
    public String withdraw(String publishId) {
        return "with: { command: withdraw, publish-id: " + publishId + ", reason: incomplete upload }";
    }

    private static boolean isInput(String name) {
        return ActionInput.all().stream().anyMatch(input -> input.name().equals(name));
    }
}
