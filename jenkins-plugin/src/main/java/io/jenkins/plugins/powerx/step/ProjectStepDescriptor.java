package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.config.Channels;
import io.jenkins.plugins.powerx.credentials.CredentialsLists;
import io.powerx.publish.config.Setting;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The forms of the parameters that both steps have. */
public abstract class ProjectStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    /** Refuses unknown parameters, which Pipeline would only warn about, and accepts numbers for texts. */
    @NonNull
    @Override
    public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        return StepArguments.checked(getFunctionName(), clazz.asSubclass(ProjectStep.class), arguments);
    }

    /** An {@link AbortException}, because the log shows a stack trace for anything else. */
    @Override
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        try {
            return super.newInstance(arguments);
        } catch (StepArguments.Unusable e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FilePath.class, TaskListener.class, EnvVars.class);
    }

    /** Shown next to the step's name; never contains an ID of credentials. */
    @CheckForNull
    @Override
    public String argumentsToString(@NonNull Map<String, Object> arguments) {
        return Util.fixEmpty(Stream.of("channel", "channels", "project", "endpoint")
                .map(arguments::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" ")));
    }

    @RequirePOST
    public ListBoxModel doFillChannelItems() {
        return Channels.items(Messages.Channel_ProjectDecides());
    }

    @RequirePOST
    public ListBoxModel doFillEndpointItems(@AncestorInPath @CheckForNull Item item) {
        return StepForms.endpoints(item);
    }

    @RequirePOST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String endpoint,
            @QueryParameter String apiUrl) {
        return CredentialsLists.texts(item, credentialsId, StepForms.address(endpoint, apiUrl));
    }

    @RequirePOST
    public ListBoxModel doFillFailOnItems() {
        return StepForms.severities("error");
    }

    @RequirePOST
    public ListBoxModel doFillUnstableOnItems() {
        return StepForms.severities("never");
    }

    @RequirePOST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter String value,
            @QueryParameter String endpoint,
            @QueryParameter String apiUrl) {
        return CredentialsLists.check(item, value, StringCredentials.class, StepForms.address(endpoint, apiUrl));
    }

    @RequirePOST
    public FormValidation doCheckApiUrl(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter String value,
            @QueryParameter String endpoint,
            @QueryParameter String credentialsId) {
        return StepForms.apiUrl(item, value, endpoint, credentialsId);
    }

    @RequirePOST
    public FormValidation doCheckProject(@QueryParameter String value) {
        return StepForms.path(value);
    }

    @RequirePOST
    public FormValidation doCheckBuildDir(@QueryParameter String value) {
        return StepForms.path(value);
    }

    @RequirePOST
    public FormValidation doCheckConfig(@QueryParameter String value) {
        return StepForms.path(value);
    }

    @RequirePOST
    public FormValidation doCheckNotes(@QueryParameter String value) {
        return StepForms.path(value);
    }

    @RequirePOST
    public FormValidation doCheckCoverageThreshold(@QueryParameter String value) {
        return StepForms.setting(Setting.COVERAGE_THRESHOLD, value);
    }

    @RequirePOST
    public FormValidation doCheckCoverage(@QueryParameter String value) {
        return StepForms.setting(Setting.COVERAGE, value);
    }

    @RequirePOST
    public FormValidation doCheckConnectTimeout(@QueryParameter String value) {
        return StepForms.setting(Setting.CONNECT_TIMEOUT, value);
    }

    @RequirePOST
    public FormValidation doCheckStallTimeout(@QueryParameter String value) {
        return StepForms.setting(Setting.STALL_TIMEOUT, value);
    }
}
