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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
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

/**
 * Publishes a PowerX plugin: {@code def release = pxPublish(channel: 'beta')}. What is not given comes from the environment, the
 * project's publish.yml and the global configuration, in this order.
 */
public class PxPublishStep extends Step implements Serializable {
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
    private String signingCredentialsId;

    @CheckForNull
    private String signingPassphraseCredentialsId;

    @CheckForNull
    private String signingCertificateCredentialsId;

    @CheckForNull
    private String signingProfile;

    @CheckForNull
    private String skipReason;

    @CheckForNull
    private String resume;

    @CheckForNull
    private String waitTimeout;

    @CheckForNull
    private String waitResult;

    @CheckForNull
    private String failOn;

    @CheckForNull
    private String unstableOn;

    @CheckForNull
    private String receipt;

    private List<String> channels = new ArrayList<>();
    private boolean skipPrecheck;
    private boolean dryRun;
    private boolean wait;
    private boolean archivePackage;

    /** Null means yes: a job's file that was written by hand need not name it. */
    @CheckForNull
    private Boolean archive;

    @DataBoundConstructor
    public PxPublishStep() {}

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

    /** Certificate (PKCS#12) or secret file (PEM, PKCS#12) that holds the key; null takes the global one. */
    @CheckForNull
    public String getSigningCredentialsId() {
        return signingCredentialsId;
    }

    @DataBoundSetter
    public void setSigningCredentialsId(@CheckForNull String signingCredentialsId) {
        this.signingCredentialsId = Util.fixEmptyAndTrim(signingCredentialsId);
    }

    /** Secret text with the passphrase of a key file. */
    @CheckForNull
    public String getSigningPassphraseCredentialsId() {
        return signingPassphraseCredentialsId;
    }

    @DataBoundSetter
    public void setSigningPassphraseCredentialsId(@CheckForNull String signingPassphraseCredentialsId) {
        this.signingPassphraseCredentialsId = Util.fixEmptyAndTrim(signingPassphraseCredentialsId);
    }

    /** Secret file with the certificate chain, for a key file that holds none. */
    @CheckForNull
    public String getSigningCertificateCredentialsId() {
        return signingCertificateCredentialsId;
    }

    @DataBoundSetter
    public void setSigningCertificateCredentialsId(@CheckForNull String signingCertificateCredentialsId) {
        this.signingCertificateCredentialsId = Util.fixEmptyAndTrim(signingCertificateCredentialsId);
    }

    /** What is signed and how; null leaves it to the project. */
    @CheckForNull
    public String getSigningProfile() {
        return signingProfile;
    }

    @DataBoundSetter
    public void setSigningProfile(@CheckForNull String signingProfile) {
        this.signingProfile = Util.fixEmptyAndTrim(signingProfile);
    }

    /** Why the precheck is skipped; the reviewer reads it. */
    @CheckForNull
    public String getSkipReason() {
        return skipReason;
    }

    @DataBoundSetter
    public void setSkipReason(@CheckForNull String skipReason) {
        this.skipReason = Util.fixEmptyAndTrim(skipReason);
    }

    /** The publishId to go on with; null finds it by content. */
    @CheckForNull
    public String getResume() {
        return resume;
    }

    @DataBoundSetter
    public void setResume(@CheckForNull String resume) {
        this.resume = Util.fixEmptyAndTrim(resume);
    }

    /** How long to wait, such as {@code 30m}. */
    @CheckForNull
    public String getWaitTimeout() {
        return waitTimeout;
    }

    @DataBoundSetter
    public void setWaitTimeout(@CheckForNull String waitTimeout) {
        this.waitTimeout = Util.fixEmptyAndTrim(waitTimeout);
    }

    /** What a review without approval does to the step: failure (default), unstable or success. */
    @CheckForNull
    public String getWaitResult() {
        return waitResult;
    }

    @DataBoundSetter
    public void setWaitResult(@CheckForNull String waitResult) {
        this.waitResult = Util.fixEmptyAndTrim(waitResult);
    }

    /** The findings that stop the publish: error (default), warning or never. */
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

    /** Where the receipt is written in the workspace; null means {@code publish-receipt.json}. */
    @CheckForNull
    public String getReceipt() {
        return receipt;
    }

    @DataBoundSetter
    public void setReceipt(@CheckForNull String receipt) {
        this.receipt = Util.fixEmptyAndTrim(receipt);
    }

    /** Several channels, published to one after the other; takes the place of {@code channel}. */
    public List<String> getChannels() {
        return channels;
    }

    @DataBoundSetter
    public void setChannels(@CheckForNull List<String> channels) {
        this.channels = channels == null ? new ArrayList<>() : new ArrayList<>(channels);
    }

    /** Publish without the checks; needs a reason. */
    public boolean isSkipPrecheck() {
        return skipPrecheck;
    }

    @DataBoundSetter
    public void setSkipPrecheck(boolean skipPrecheck) {
        this.skipPrecheck = skipPrecheck;
    }

    /** Say what would be done and change nothing. */
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** Wait for the review's decision. */
    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** Whether the receipt is archived with the build. */
    public boolean isArchive() {
        return archive == null || archive;
    }

    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    /** Whether the package is archived with the build, too. */
    public boolean isArchivePackage() {
        return archivePackage;
    }

    @DataBoundSetter
    public void setArchivePackage(boolean archivePackage) {
        this.archivePackage = archivePackage;
    }

    /** A job's file need not name every list. */
    private Object readResolve() {
        if (channels == null) {
            channels = new ArrayList<>();
        }
        return this;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PxPublishExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "pxPublish";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPublishStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, TaskListener.class, EnvVars.class);
        }

        /** What stands beside the step's name where stages are shown; never an id of credentials. */
        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            String shown = Stream.of("channel", "channels", "project", "endpoint")
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

        @RequirePOST
        public ListBoxModel doFillSigningCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String signingCredentialsId) {
            return CredentialsLists.signingKeys(item, signingCredentialsId);
        }

        @RequirePOST
        public ListBoxModel doFillSigningPassphraseCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String signingPassphraseCredentialsId) {
            return CredentialsLists.texts(item, signingPassphraseCredentialsId, null);
        }

        @RequirePOST
        public ListBoxModel doFillSigningCertificateCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String signingCertificateCredentialsId) {
            return CredentialsLists.files(item, signingCertificateCredentialsId);
        }

        @RequirePOST
        public ListBoxModel doFillSigningProfileItems() {
            return StepForms.signingProfiles();
        }

        @RequirePOST
        public ListBoxModel doFillWaitResultItems() {
            return StepForms.waitResults();
        }

        @RequirePOST
        public FormValidation doCheckSigningCertificateCredentialsId(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return CredentialsLists.check(item, value, FileCredentials.class, null);
        }

        @RequirePOST
        public FormValidation doCheckSkipReason(@QueryParameter String value, @QueryParameter boolean skipPrecheck) {
            return StepForms.skipReason(value, skipPrecheck);
        }

        @RequirePOST
        public FormValidation doCheckWaitTimeout(@QueryParameter String value) {
            return StepForms.duration(value);
        }

        @RequirePOST
        public FormValidation doCheckReceipt(@QueryParameter String value) {
            return StepForms.path(value);
        }
    }
}
