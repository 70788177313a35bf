package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.config.Channels;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Publishes a PowerX plugin: {@code def release = pxPublish(channel: 'beta')}. Omitted parameters default to the environment, the
 * project's publish.yml and the global configuration, in this order.
 */
public class PxPublishStep extends ProjectStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String signingCredentialsId;

    @CheckForNull
    private String signingPassphraseCredentialsId;

    @CheckForNull
    private String signingCertificateCredentialsId;

    @CheckForNull
    private String signingProfile;

    @CheckForNull
    private String signingKeyId;

    @CheckForNull
    private String skipReason;

    @CheckForNull
    private String resume;

    @CheckForNull
    private String waitTimeout;

    @CheckForNull
    private String waitResult;

    @CheckForNull
    private String receipt;

    @CheckForNull
    private String uploadConcurrency;

    @CheckForNull
    private String uploadLimit;

    @CheckForNull
    private String deadline;

    private List<String> channels = new ArrayList<>();
    private boolean skipPrecheck;
    private boolean dryRun;
    private boolean wait;
    private boolean archivePackage;

    /** Null means true: jobs saved before this parameter existed do not contain it. */
    @CheckForNull
    private Boolean telemetry;

    /** Null means true: job definitions written by hand may omit it. */
    @CheckForNull
    private Boolean archive;

    @DataBoundConstructor
    public PxPublishStep() {}

    /** Certificate (PKCS#12) or secret file (PEM, PKCS#12) with the key; null means the global one. */
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

    /** Secret file with the certificate chain, if the key file does not contain it. */
    @CheckForNull
    public String getSigningCertificateCredentialsId() {
        return signingCertificateCredentialsId;
    }

    @DataBoundSetter
    public void setSigningCertificateCredentialsId(@CheckForNull String signingCertificateCredentialsId) {
        this.signingCertificateCredentialsId = Util.fixEmptyAndTrim(signingCertificateCredentialsId);
    }

    /** What is signed, and in which format; null leaves it to the project. */
    @CheckForNull
    public String getSigningProfile() {
        return signingProfile;
    }

    @DataBoundSetter
    public void setSigningProfile(@CheckForNull String signingProfile) {
        this.signingProfile = Util.fixEmptyAndTrim(signingProfile);
    }

    /** ID of the public key in PowerX core's registry; null derives it from the key. */
    @CheckForNull
    public String getSigningKeyId() {
        return signingKeyId;
    }

    @DataBoundSetter
    public void setSigningKeyId(@CheckForNull String signingKeyId) {
        this.signingKeyId = Util.fixEmptyAndTrim(signingKeyId);
    }

    /** Why the precheck is skipped, for the reviewer. */
    @CheckForNull
    public String getSkipReason() {
        return skipReason;
    }

    @DataBoundSetter
    public void setSkipReason(@CheckForNull String skipReason) {
        this.skipReason = Util.fixEmptyAndTrim(skipReason);
    }

    /** The publishId to resume; null looks it up by content. */
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

    /** Result of the step if the review ends without approval or not in time: failure (default), unstable or success. */
    @CheckForNull
    public String getWaitResult() {
        return waitResult;
    }

    @DataBoundSetter
    public void setWaitResult(@CheckForNull String waitResult) {
        this.waitResult = Util.fixEmptyAndTrim(waitResult);
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

    /** Channels to publish to, one after another; replaces {@code channel}. */
    public List<String> getChannels() {
        return channels;
    }

    /** @param channels names; a form submits one text, separated by commas or spaces */
    @DataBoundSetter
    public void setChannels(@CheckForNull List<String> channels) {
        this.channels = Channels.names(channels);
    }

    /** The channels to publish to; a null element leaves the choice to the environment, the project and the global configuration. */
    List<String> chosenChannels() {
        List<String> chosen = new ArrayList<>(channels);
        if (chosen.isEmpty()) {
            chosen.add(getChannel());
        }
        return chosen;
    }

    /** Publishes without the checks; requires a reason. */
    public boolean isSkipPrecheck() {
        return skipPrecheck;
    }

    @DataBoundSetter
    public void setSkipPrecheck(boolean skipPrecheck) {
        this.skipPrecheck = skipPrecheck;
    }

    /** Shows what would be done, without changing anything. */
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** Waits for the decision of the review. */
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

    /** Whether the package is archived with the build. */
    public boolean isArchivePackage() {
        return archivePackage;
    }

    @DataBoundSetter
    public void setArchivePackage(boolean archivePackage) {
        this.archivePackage = archivePackage;
    }

    /** Maximum number of parts that are uploaded in parallel, 1 to 16; null leaves it to the environment and the project. */
    @CheckForNull
    public String getUploadConcurrency() {
        return uploadConcurrency;
    }

    @DataBoundSetter
    public void setUploadConcurrency(@CheckForNull String uploadConcurrency) {
        this.uploadConcurrency = Util.fixEmptyAndTrim(uploadConcurrency);
    }

    /** Bandwidth limit of the upload, such as {@code 10MB/s}; null leaves it to the environment and the project. */
    @CheckForNull
    public String getUploadLimit() {
        return uploadLimit;
    }

    @DataBoundSetter
    public void setUploadLimit(@CheckForNull String uploadLimit) {
        this.uploadLimit = Util.fixEmptyAndTrim(uploadLimit);
    }

    /** Time limit for the upload, such as {@code 2h}; null leaves it to the environment and the project. */
    @CheckForNull
    public String getDeadline() {
        return deadline;
    }

    @DataBoundSetter
    public void setDeadline(@CheckForNull String deadline) {
        this.deadline = Util.fixEmptyAndTrim(deadline);
    }

    /** Whether events of the publish are sent to the Marketplace; false overrides the endpoint. */
    public boolean isTelemetry() {
        return telemetry == null || telemetry;
    }

    @DataBoundSetter
    public void setTelemetry(boolean telemetry) {
        this.telemetry = telemetry;
    }

    /** Job definitions written by hand may omit lists. */
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
    public static class DescriptorImpl extends PublishStepDescriptor {
        @Override
        public String getFunctionName() {
            return "pxPublish";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPublishStep_DisplayName();
        }
    }
}
