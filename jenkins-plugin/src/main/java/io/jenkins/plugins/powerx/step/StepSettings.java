package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.config.TargetVariables;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.workbench.Workbench;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves the settings of a step: parameter, environment, project, global configuration, default.
 *
 * <p>Unlike in a shell, the environment cannot set everything. Paths would be read on the controller. URLs, proxies and certificate
 * authorities decide where a token goes that the job may use but not read. Tokens and keys are credentials. General
 * variables for these are ignored, because other steps of the build may need them; those of a target are errors.
 */
final class StepSettings {
    private static final Set<Setting> FROM_ENVIRONMENT = EnumSet.of(
            Setting.CHANNEL,
            Setting.NOTES,
            Setting.TAG,
            Setting.DRY_RUN,
            Setting.SKIP_PRECHECK,
            Setting.SKIP_REASON,
            Setting.FAIL_ON,
            Setting.COVERAGE_THRESHOLD,
            Setting.OFFLINE,
            Setting.WAIT,
            Setting.WAIT_TIMEOUT,
            Setting.TENANT,
            Setting.COMMIT,
            Setting.COVERAGE,
            Setting.SIGNING_PROFILE,
            Setting.SIGNING_KEY_ID,
            Setting.TELEMETRY,
            Setting.UPLOAD_CONCURRENCY,
            Setting.UPLOAD_LIMIT,
            Setting.DEADLINE,
            Setting.CONNECT_TIMEOUT,
            Setting.STALL_TIMEOUT,
            Setting.SOURCE_DATE_EPOCH,
            Setting.PUBLISH_ENABLED,
            Setting.PRECHECK_BLOCKS);

    private final Map<Setting, String> explicit = new EnumMap<>(Setting.class);
    private final Map<Setting, String> global = new EnumMap<>(Setting.class);

    StepSettings with(Setting setting, @CheckForNull String value) {
        if (value != null) {
            explicit.put(setting, value);
        }
        return this;
    }

    /** A value of the global configuration. */
    StepSettings withGlobal(Setting setting, @CheckForNull String value) {
        if (value != null) {
            global.put(setting, value);
        }
        return this;
    }

    /** A switch that is off counts as omitted, so that the environment can switch it on. */
    StepSettings with(Setting setting, boolean value) {
        return with(setting, value ? "true" : null);
    }

    /** The parameters that every step has. */
    static StepSettings of(ProjectStep step) {
        return new StepSettings()
                .with(Setting.CONFIG, step.getConfig())
                .with(Setting.TARGET, step.getTarget())
                .with(Setting.NOTES, step.getNotes())
                .with(Setting.TAG, step.getTag())
                .with(Setting.COVERAGE_THRESHOLD, step.getCoverageThreshold())
                .with(Setting.COVERAGE, step.getCoverage())
                .with(Setting.COMMIT, step.getCommit())
                .with(Setting.TENANT, step.getTenant())
                .with(Setting.CONNECT_TIMEOUT, step.getConnectTimeout())
                .with(Setting.STALL_TIMEOUT, step.getStallTimeout());
    }

    /** What is wrong with the project's files is a part of the result, which the precheck reports. */
    ResolvedConfig resolve(EnvVars environment, Workbench workbench) {
        return ConfigResolver.resolveWithProblems(sources(environment, workbench));
    }

    private Sources sources(EnvVars environment, Workbench workbench) {
        List<String> targets = TargetVariables.targets(workbench::read, explicit.get(Setting.CONFIG));
        Map<String, String> variables = new HashMap<>();
        for (Setting setting : Setting.values()) {
            for (String name : setting.variables()) {
                if (FROM_ENVIRONMENT.contains(setting) && environment.get(name) != null) {
                    variables.put(name, environment.get(name));
                }
                for (String target : targets) {
                    requireUsable(setting, TargetVariables.of(target, name), environment);
                }
            }
        }
        // Also those of no target, which the core warns about.
        environment.forEach((name, value) -> {
            if (name.startsWith(TargetVariables.PREFIX)) {
                variables.put(name, value);
            }
        });
        withGlobal(Setting.CHANNEL, PxGlobalConfiguration.get().getDefaultChannel());
        return new Sources(
                explicit,
                setting -> JenkinsVocabulary.INSTANCE.option(setting.id()),
                variables,
                workbench::read,
                explicit.get(Setting.CONFIG),
                FileSource.NONE,
                global);
    }

    /** Ignored, as its general form is, it could publish to another Marketplace than its author expects, and a published version stays. */
    private static void requireUsable(Setting setting, String variable, EnvVars environment) {
        if (!FROM_ENVIRONMENT.contains(setting)
                && !Util.fixNull(environment.get(variable)).isBlank()) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "use the variable " + variable,
                    "the environment of a build cannot set " + setting.id()
                            + "; use an endpoint with the name of the target, credentials, or a parameter of the step");
        }
    }
}
