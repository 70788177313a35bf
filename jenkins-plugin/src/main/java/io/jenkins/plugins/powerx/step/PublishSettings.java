package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.workbench.Workbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a publish to one destination. */
final class PublishSettings {
    private final PxPublishStep step;
    private final EnvVars environment;
    private final Destination destination;

    PublishSettings(PxPublishStep step, EnvVars environment, Destination destination) {
        this.step = step;
        this.environment = environment;
        this.destination = destination;
    }

    /** @throws PublishException {@link ErrorCode#CHANNEL_UNKNOWN} if the script specifies a channel that does not exist */
    void requireChannel() {
        if (destination.channel() != null) {
            Channel.of(destination.channel());
        }
    }

    /** The Marketplace; see {@link PublishTarget#of} for its errors. */
    PublishTarget target() {
        return PublishTarget.of(step, targetName());
    }

    ResolvedConfig resolve(PublishTarget target, Workbench workbench) {
        return of(target, targetName()).resolve(environment, workbench);
    }

    /** The target that the step or its turn chooses; null if neither does. */
    @CheckForNull
    private String targetName() {
        return destination.target() == null ? step.getTarget() : destination.target();
    }

    /**
     * Requires that no two of several targets have the same Marketplace and channel.
     *
     * @param targets those of the project
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID}
     */
    void requireDistinct(List<String> targets, Workbench workbench) {
        if (destination.target() == null) {
            return;
        }
        Map<String, String> places = new LinkedHashMap<>();
        for (String name : targets) {
            PublishTarget other = PublishTarget.of(step, name);
            ResolvedConfig config = of(other, name).resolve(environment, workbench);
            places.put(name, other.endpoint().getUrl() + " " + config.requiredText(Setting.CHANNEL));
        }
        TargetsPublisher.requireDistinct(places);
    }

    /** A publish contacts the Marketplace even if the environment sets prechecks to offline. */
    private StepSettings of(PublishTarget chosen, @CheckForNull String name) {
        return StepSettings.of(step)
                .with(Setting.TARGET, name)
                .with(Setting.CHANNEL, destination.channel())
                .with(Setting.DRY_RUN, step.isDryRun())
                .with(Setting.RESUME, step.getResume())
                .with(Setting.OFFLINE, "false")
                .with(Setting.PRECHECK_BLOCKS, FailOn.NEVER.wireName().equals(step.getFailOn()) ? "false" : null)
                .with(Setting.SKIP_PRECHECK, step.isSkipPrecheck())
                .with(Setting.SKIP_REASON, step.getSkipReason())
                .with(Setting.SIGNING_PROFILE, step.getSigningProfile())
                .with(Setting.SIGNING_KEY_ID, step.getSigningKeyId())
                .with(Setting.WAIT, step.isWait())
                .with(Setting.WAIT_TIMEOUT, step.getWaitTimeout())
                .with(Setting.UPLOAD_CONCURRENCY, step.getUploadConcurrency())
                .with(Setting.UPLOAD_LIMIT, step.getUploadLimit())
                .with(Setting.DEADLINE, step.getDeadline())
                .withGlobal(Setting.UPLOAD_HOSTS, chosen.endpoint().getUploadHosts())
                .with(Setting.TELEMETRY, step.isTelemetry() && chosen.endpoint().isTelemetry() ? null : "off");
    }
}
