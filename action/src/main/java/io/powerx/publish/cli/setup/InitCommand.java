package io.powerx.publish.cli.setup;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.Questions;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.scaffold.Ci;
import io.powerx.publish.scaffold.FileChange;
import io.powerx.publish.scaffold.RepositoryFacts;
import io.powerx.publish.scaffold.Scaffold;
import io.powerx.publish.secret.ForeignText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prepares the repository of a plugin for publishing. */
public final class InitCommand implements PxCommand {
    private static final String YES = "--yes";
    private static final String GITHUB = "--github";
    private static final String JENKINS = "--jenkins";
    private static final String NONE = "none";
    private static final int MAX_LENGTH = 300;

    @Override
    public String name() {
        return "init";
    }

    @Override
    public String summary() {
        return "Add publish.yml, .gitignore lines and a CI file to a plugin's repository.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.PROJECT, Setting.DRY_RUN);
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.flag(
                        GITHUB,
                        "Add a workflow for GitHub Actions. Default: only if the repository appears to use GitHub Actions."),
                Extra.flag(JENKINS, "Add a Jenkinsfile."),
                Extra.flag(YES, "Do not ask; leave out what cannot be determined."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Existing files are kept; only .gitignore gets the lines that are missing.",
                "It asks only for the CI system and the build command, if the repository does not show them.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin init", "in the plugin's folder"),
                new Example("px-plugin init --github --yes", "with a workflow, without questions"),
                new Example("px-plugin init --jenkins --dry-run", "show the files without writing them"));
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation invocation) {
        RepositoryFacts facts = RepositoryFacts.of(invocation.project());
        Set<Ci> cis = cis(invocation, facts);
        Scaffold scaffold = new Scaffold(facts, cis, build(invocation, facts, cis));
        boolean dry = invocation.config().flag(Setting.DRY_RUN);
        List<FileChange> changes = dry ? scaffold.plan() : scaffold.write();
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(fields(facts, changes, dry))
                                : text(facts, changes, dry, notPublishing(facts, cis), invocation));
        return 0;
    }

    /** The CI systems whose file exists and does not publish, which is the user's to change. */
    private static List<Ci> notPublishing(RepositoryFacts facts, Set<Ci> cis) {
        return cis.stream()
                .sorted()
                .filter(ci -> !Scaffold.publishes(facts, ci))
                .toList();
    }

    private static Questions questions(Invocation invocation, String missing, String otherwise) {
        boolean defaults = invocation.extra(YES).isPresent();
        if (!defaults) {
            Questions.requireTerminal(invocation, "ask for " + missing, otherwise);
        }
        return Questions.of(invocation, defaults);
    }

    private static Set<Ci> cis(Invocation invocation, RepositoryFacts facts) {
        Set<Ci> chosen = EnumSet.noneOf(Ci.class);
        invocation.extra(GITHUB).ifPresent(flag -> chosen.add(Ci.GITHUB));
        invocation.extra(JENKINS).ifPresent(flag -> chosen.add(Ci.JENKINS));
        if (!chosen.isEmpty()) {
            return chosen;
        }
        if (!facts.cis().isEmpty()) {
            return facts.cis();
        }
        List<String> choices = new ArrayList<>(WireEnum.names(Ci.class));
        choices.add(NONE);
        String answer = questions(invocation, "the CI system", "specify --github or --jenkins, or --yes for no CI file")
                .choose(invocation.messages().text("CI system"), choices, NONE);
        return WireEnum.of(Ci.class, answer).map(Set::of).orElse(Set.of());
    }

    /** Only a file that is written needs it. */
    private static @Nullable String build(Invocation invocation, RepositoryFacts facts, Set<Ci> cis) {
        if (facts.build() != null || cis.stream().allMatch(ci -> Scaffold.has(facts, ci))) {
            return facts.build();
        }
        String answer = questions(invocation, "the build command", "--yes leaves it out")
                .line(invocation
                        .messages()
                        .text("Command that builds the plugin, such as make build (Enter for none)"));
        return answer.isEmpty() ? null : answer;
    }

    private static String text(
            RepositoryFacts facts,
            List<FileChange> changes,
            boolean dry,
            List<Ci> notPublishing,
            Invocation invocation) {
        MessageCatalog messages = invocation.messages();
        StringBuilder text = new StringBuilder();
        for (FileChange change : changes) {
            String name = ForeignText.oneLine(shown(facts, change.file()), MAX_LENGTH);
            text.append(
                            switch (change.kind()) {
                                case CREATED -> messages.text(dry ? "Would write {0}:" : "Wrote {0}:", name);
                                case EXTENDED -> messages.text(dry ? "Would add to {0}:" : "Added to {0}:", name);
                                case KEPT -> messages.text("Kept {0}, which exists.", name);
                            })
                    .append('\n');
            change.content().strip().lines().forEach(line -> text.append(("    " + line).stripTrailing())
                    .append('\n'));
        }
        return text.append(next(changes, notPublishing, invocation.vocabulary(), messages).stream()
                        .map(line -> "\n" + line)
                        .collect(Collectors.joining()))
                .toString()
                .strip();
    }

    private static List<String> next(
            List<FileChange> changes, List<Ci> notPublishing, Vocabulary words, MessageCatalog messages) {
        List<String> next = new ArrayList<>();
        for (Ci ci : notPublishing) {
            next.add(
                    switch (ci) {
                        case GITHUB ->
                            messages.text(
                                    "The workflow does not publish; {0} describes what to add to it.",
                                    DocsLink.to("guides/github-actions.md"));
                        case JENKINS ->
                            messages.text(
                                    "The Jenkinsfile does not publish; {0} describes what to add to it.",
                                    DocsLink.to("guides/jenkins.md"));
                    });
        }
        next.add(messages.text("{0} --offline shows what is missing in the plugin.", words.command("precheck")));
        next.add(messages.text("{0} --sandbox tries a publish on this machine.", words.command("publish")));
        if (changes.stream()
                .anyMatch(change -> change.kind() == FileChange.Kind.CREATED
                        && change.file().endsWith("px-plugin.yml"))) {
            next.add(messages.text("The first lines of the workflow list the variables and the secret that it needs."));
        }
        return next;
    }

    private static Map<String, Object> fields(RepositoryFacts facts, List<FileChange> changes, boolean dry) {
        List<Map<String, Object>> files = new ArrayList<>();
        for (FileChange change : changes) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", shown(facts, change.file()));
            fields.put("change", change.kind().wireName());
            fields.put("content", change.content());
            files.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dryRun", dry);
        fields.put("files", files);
        return fields;
    }

    /** Relative to the repository. */
    private static String shown(RepositoryFacts facts, Path file) {
        return facts.root().relativize(file).toString().replace('\\', '/');
    }
}
