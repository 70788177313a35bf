package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.config.Urls;
import io.jenkins.plugins.powerx.credentials.CredentialsLists;
import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.precheck.report.ReportForm;
import java.util.Map;

/** Items and checks for the forms of the steps. */
final class StepForms {
    private StepForms() {}

    static ListBoxModel endpoints(@CheckForNull Item item) {
        return PxGlobalConfiguration.get().endpointItems(item);
    }

    static ListBoxModel severities(String byDefault) {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Form_Default(byDefault), "");
        StepChoices.SEVERITIES.forEach(items::add);
        return items;
    }

    static ListBoxModel signingProfiles() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Channel_ProjectDecides(), "");
        for (SigningProfile profile : SigningProfile.values()) {
            items.add(profile.wireName());
        }
        return items;
    }

    static ListBoxModel reportForms() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Form_Default(ReportForm.TEXT.label()), "");
        for (ReportForm form : ReportForm.values()) {
            items.add(form.label());
        }
        return items;
    }

    static ListBoxModel waitResults() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Form_Default("failure"), "");
        StepChoices.WAIT_RESULTS.forEach(items::add);
        return items;
    }

    /** The URL that the token will be sent to, for domain requirements; null if it is not known yet. */
    @CheckForNull
    static String address(@CheckForNull String endpoint, @CheckForNull String apiUrl) {
        String own = Util.fixEmptyAndTrim(apiUrl);
        return own != null
                ? own
                : PxGlobalConfiguration.get()
                        .endpoint(Util.fixEmptyAndTrim(endpoint))
                        .map(Endpoint::getUrl)
                        .orElse(null);
    }

    static FormValidation apiUrl(
            @CheckForNull Item item,
            @CheckForNull String value,
            @CheckForNull String endpoint,
            @CheckForNull String credentialsId) {
        if (Util.fixEmptyAndTrim(value) == null || !CredentialsLists.mayList(item)) {
            return FormValidation.ok();
        }
        if (!PxGlobalConfiguration.get().isAllowCustomUrl()) {
            return FormValidation.error(Messages.Form_CustomUrlRefused());
        }
        if (Util.fixEmptyAndTrim(endpoint) != null) {
            return FormValidation.error(Messages.Form_UrlOrEndpoint());
        }
        if (Util.fixEmptyAndTrim(credentialsId) == null) {
            return FormValidation.error(Messages.Form_UrlNeedsCredentials());
        }
        return Urls.check(value, false);
    }

    static FormValidation path(@CheckForNull String value) {
        String path = Util.fixEmptyAndTrim(value);
        return path == null || WorkspacePaths.isInside(path)
                ? FormValidation.ok()
                : FormValidation.error(Messages.Form_PathOutside());
    }

    static FormValidation skipReason(@CheckForNull String value, boolean skipPrecheck) {
        return skipPrecheck && Util.fixEmptyAndTrim(value) == null
                ? FormValidation.error(Messages.Form_ReasonMissing())
                : FormValidation.ok();
    }

    /** Checks that a text is a valid value of a setting. */
    static FormValidation setting(Setting setting, @CheckForNull String value) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            return FormValidation.ok();
        }
        try {
            ConfigResolver.resolve(new Sources(
                    Map.of(setting, text),
                    given -> JenkinsVocabulary.INSTANCE.option(given.id()),
                    Map.of(),
                    FileSource.NONE,
                    null,
                    FileSource.NONE,
                    Map.of()));
            return FormValidation.ok();
        } catch (PublishException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
