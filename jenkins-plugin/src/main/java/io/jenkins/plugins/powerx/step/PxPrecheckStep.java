package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
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
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Checks a PowerX plugin as {@code pxPublish} does, and publishes nothing. */
public class PxPrecheckStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String project;

    @CheckForNull
    private String channel;

    @CheckForNull
    private String notes;

    @CheckForNull
    private String endpoint;

    @CheckForNull
    private String apiUrl;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private String failOn;

    @CheckForNull
    private String unstableOn;

    private boolean offline;

    @DataBoundConstructor
    public PxPrecheckStep() {}

    /** Folder of the plugin, relative to the current directory; null means the directory itself. */
    @CheckForNull
    public String getProject() {
        return project;
    }

    @DataBoundSetter
    public void setProject(@CheckForNull String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    /** Channel to publish to; null leaves it to the environment, the project and the global configuration. */
    @CheckForNull
    public String getChannel() {
        return channel;
    }

    @DataBoundSetter
    public void setChannel(@CheckForNull String channel) {
        this.channel = Util.fixEmptyAndTrim(channel);
    }

    /** Release notes, relative to the project; null takes them from the changelog. */
    @CheckForNull
    public String getNotes() {
        return notes;
    }

    @DataBoundSetter
    public void setNotes(@CheckForNull String notes) {
        this.notes = Util.fixEmptyAndTrim(notes);
    }

    /** Name of an endpoint of the global configuration; null means the first one. */
    @CheckForNull
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = Util.fixEmptyAndTrim(endpoint);
    }

    /** A Marketplace that the global configuration does not have; refused unless an administrator allows it. */
    @CheckForNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(@CheckForNull String apiUrl) {
        this.apiUrl = Util.fixEmptyAndTrim(apiUrl);
    }

    /** Secret text with the token; null takes that of the endpoint. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The findings that make the step fail: error (default), warning or never. */
    @CheckForNull
    public String getFailOn() {
        return failOn;
    }

    @DataBoundSetter
    public void setFailOn(@CheckForNull String failOn) {
        this.failOn = Util.fixEmptyAndTrim(failOn);
    }

    /** The findings that make the build unstable: never (default), warning or error. */
    @CheckForNull
    public String getUnstableOn() {
        return unstableOn;
    }

    @DataBoundSetter
    public void setUnstableOn(@CheckForNull String unstableOn) {
        this.unstableOn = Util.fixEmptyAndTrim(unstableOn);
    }

    /** Check without asking the Marketplace. */
    public boolean isOffline() {
        return offline;
    }

    @DataBoundSetter
    public void setOffline(boolean offline) {
        this.offline = offline;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PxPrecheckExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "pxPrecheck";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPrecheckStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, TaskListener.class, EnvVars.class);
        }

        /** What stands beside the step's name where stages are shown; never an id of credentials. */
        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            String shown = Stream.of("channel", "project")
                    .map(arguments::get)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
            return Util.fixEmpty(shown);
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
        public FormValidation doCheckNotes(@QueryParameter String value) {
            return StepForms.path(value);
        }
    }
}
