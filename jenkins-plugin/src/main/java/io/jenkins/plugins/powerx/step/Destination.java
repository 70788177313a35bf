package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.powerx.agent.AgentWorkbench;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.options.PublishOptions;
import java.io.IOException;
import java.util.List;

/**
 * One of the places that a use of {@code pxPublish} publishes to, one after the other.
 *
 * @param channel as the script specifies it; null to leave it to the environment, the project and the global configuration
 * @param target one of several targets of the project; null if the step publishes to a single one
 */
record Destination(
        @CheckForNull String channel, @CheckForNull String target) {
    /**
     * The destinations of a step.
     *
     * @param targets those of {@link #targets}
     */
    static List<Destination> of(PxPublishStep step, List<String> targets) {
        return targets.isEmpty()
                ? step.chosenChannels().stream()
                        .map(channel -> new Destination(channel, null))
                        .toList()
                : targets.stream()
                        .map(target -> new Destination(step.getChannel(), target))
                        .toList();
    }

    /**
     * Identifies the publish to this destination among those of a build; a channel that does not exist is not part of it.
     *
     * @param id of the use of the step
     */
    String attempt(String id) {
        if (target != null) {
            return id + "-" + target;
        }
        return channel != null && WireEnum.of(Channel.class, channel).isPresent() ? id + "-" + channel : id;
    }

    /** Path of the receipt in the workspace. */
    String receipt(PxPublishStep step) {
        String plain = step.getReceipt() == null ? PublishRecords.RECEIPT : step.getReceipt();
        if (target != null) {
            return PublishOptions.Outputs.fileOfTarget(plain, target);
        }
        boolean oneOfSeveral = step.getReceipt() == null
                && channel != null
                && step.getChannels().size() > 1;
        return oneOfSeveral ? "publish-receipt-" + channel + ".json" : plain;
    }

    /** The targets of the project that a publish is for; empty if the step chooses one, its channels, or the publish to resume. */
    static List<String> targets(PxPublishStep step, FilePath directory) throws IOException, InterruptedException {
        return step.getResume() != null || !step.getChannels().isEmpty()
                ? List.of()
                : targets((ProjectStep) step, directory);
    }

    /** The targets of the project if there are several; empty if the step chooses one, or if the project cannot be read. */
    static List<String> targets(ProjectStep step, FilePath directory) throws IOException, InterruptedException {
        if (step.getTarget() != null) {
            return List.of();
        }
        try {
            FilePath project = WorkspacePaths.project(directory, step);
            AgentWorkbench workbench = new AgentWorkbench(project, null, project, false);
            List<String> targets = PublishFile.of(ConfigDocument.ofProject(workbench::read, step.getConfig()))
                    .targets();
            return targets.size() < 2 ? List.of() : targets;
        } catch (PublishException e) {
            if (LostAgent.isCauseOf(e)) {
                throw e;
            }
            // The run itself fails for the same reason, and records that.
            return List.of();
        }
    }
}
