package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.config.Channels;
import io.jenkins.plugins.powerx.credentials.CredentialsLists;
import io.powerx.publish.config.Setting;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The forms of the parameters that only a publish has. */
public abstract class PublishStepDescriptor extends ProjectStepDescriptor {
    /** The channels of a step as its form shows them. */
    public String channelText(@CheckForNull PxPublishStep step) {
        return step == null ? "" : String.join(" ", step.getChannels());
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
    public FormValidation doCheckChannels(@QueryParameter String value) {
        return Channels.check(Util.fixNull(value));
    }

    @RequirePOST
    public FormValidation doCheckSigningCredentialsId(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return CredentialsLists.checkSigningKey(item, value);
    }

    @RequirePOST
    public FormValidation doCheckSigningPassphraseCredentialsId(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return CredentialsLists.check(item, value, StringCredentials.class, null);
    }

    @RequirePOST
    public FormValidation doCheckUploadConcurrency(@QueryParameter String value) {
        return StepForms.setting(Setting.UPLOAD_CONCURRENCY, value);
    }

    @RequirePOST
    public FormValidation doCheckUploadLimit(@QueryParameter String value) {
        return StepForms.setting(Setting.UPLOAD_LIMIT, value);
    }

    @RequirePOST
    public FormValidation doCheckDeadline(@QueryParameter String value) {
        return StepForms.setting(Setting.DEADLINE, value);
    }

    @RequirePOST
    public FormValidation doCheckWaitTimeout(@QueryParameter String value) {
        return StepForms.setting(Setting.WAIT_TIMEOUT, value);
    }

    @RequirePOST
    public FormValidation doCheckReceipt(@QueryParameter String value) {
        return StepForms.path(value);
    }
}
