package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Problem;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.rollout.Rollout.RollbackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A publish does not start with an invalid configuration. */
final class PublishFileIsValid extends DescribedRule {
    /** Names with another case or another ending. Scripts are often called publish.js or publish.ts. */
    private static final Pattern SIMILAR = Pattern.compile(
            "\\.?publish\\.(?:ya?ml|json|jsonc|json5|toml)|\\.?px-?plugin(?:\\.config|rc)?\\.(?:ya?ml|json|jsonc|json5|toml|[cm]?[jt]s)",
            Pattern.CASE_INSENSITIVE);

    PublishFileIsValid() {
        super(
                Rule.CONFIGURATION_VALID,
                "publish.yml and all settings are valid, and the rollout is in the future",
                "requirements, publish.yml; docs/reference/schemas/publish.schema.json",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        InputIsUsable.report(Subject.CONFIGURATION, plugin, none -> null, findings);
        List<Problem> known = plugin.request().problems(Subject.CONFIGURATION);
        PluginContext.ConfiguredRollout rollout = plugin.rollout();
        // The machine that collected the input has read the same files, and some sections are also read here.
        Stream.concat(plugin.publishFile().problems().stream(), rollout.problems().stream())
                .map(problem -> Problem.of(Subject.CONFIGURATION, problem))
                .filter(problem -> !known.contains(problem))
                .distinct()
                .forEach(problem -> findings.add(problem.message(), problem.remedy(), problem.location()));
        RollbackPlan plan = rollout.value().rollbackPlan();
        if (rollout.problems().isEmpty() && plan != null) {
            check(plan, plugin, findings);
        }
        reportUnread(plugin, findings);
        plugin.patternProblems().forEach(findings::add);
        plugin.requirePlatform();
    }

    /** A file with a wrong name is not read, and what it configures does not apply. */
    private static void reportUnread(PluginContext plugin, Findings findings) {
        List<String> read = plugin.publishFile().document().texts().stream()
                .map(ConfigDocument.Text::file)
                .toList();
        if (!ConfigDocument.PROJECT_FILES.containsAll(read)) {
            // An option chooses the file.
            return;
        }
        for (String name : names(plugin.project().root())) {
            if (SIMILAR.matcher(name).matches()
                    && !ConfigDocument.PROJECT_FILES.contains(name)
                    && read.stream().noneMatch(name::equalsIgnoreCase)) {
                findings.add(
                        Severity.WARNING,
                        name + " is not read as configuration",
                        "If it configures the publish, rename it to publish.yml or px-plugin.config with the ending ts, js, mjs,"
                                + " cjs, json, yml or yaml.",
                        SourceLocation.ofFile(name));
            }
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isRegularFile)
                    .map(child -> String.valueOf(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void check(RollbackPlan plan, PluginContext plugin, Findings findings) {
        String previous = plan.previousVersion();
        if (previous != null) {
            checkPrevious(previous, plugin, findings);
        } else if (plan.trigger() == null && plan.steps() == null) {
            checkEnabledOnly(plugin, findings);
        }
    }

    private static void checkPrevious(String previous, PluginContext plugin, Findings findings) {
        SourceLocation where = plugin.publishFile().document().locate("/rollbackPlan/previousVersion");
        Optional<SemanticVersion> own =
                SemanticVersion.parse(plugin.request().pack().version());
        boolean lower = own.isEmpty()
                || SemanticVersion.parse(previous)
                        .filter(version -> version.compareTo(own.get()) < 0)
                        .isPresent();
        if (!lower) {
            findings.add(
                    "The rollback plan goes back to " + previous + ", which is not lower than the plugin's version "
                            + own.get(),
                    "Set previousVersion to a published version, or remove it to use the newest one.",
                    where);
        } else if (isUnknown(previous, plugin)) {
            findings.add(
                    "The rollback plan goes back to " + previous + ", which is not a version of the stable channel",
                    "Set previousVersion to a published version, or remove it to use the newest one.",
                    where);
        }
    }

    /**
     * A beta version may also be rolled back to a stable one, which the versions of its channel do not contain. Tenants of
     * a plugin that is new in the Marketplace may have a version from elsewhere.
     */
    private static boolean isUnknown(String previous, PluginContext plugin) {
        List<String> published = plugin.request().publishedVersions();
        return published != null
                && !areOwn(published, plugin)
                && plugin.request().channel() == Channel.STABLE
                && !published.contains(previous);
    }

    /** Whether the channel has no other version. */
    private static boolean areOwn(List<String> published, PluginContext plugin) {
        return published.stream().allMatch(plugin.request().pack().version()::equals);
    }

    private static void checkEnabledOnly(PluginContext plugin, Findings findings) {
        SourceLocation where = plugin.publishFile().document().locate("/rollbackPlan/enabled");
        List<String> published = plugin.request().publishedVersions();
        if (published == null) {
            findings.add(
                    Severity.WARNING,
                    "The rollback plan does not state what to do, and the previous version is not known offline",
                    "Set previousVersion, trigger or steps.",
                    where);
        } else if (areOwn(published, plugin)) {
            findings.add(
                    "The rollback plan does not state what to do, and there is no previous version in the channel",
                    "Set trigger or steps, or remove the plan.",
                    where);
        }
    }
}
