package io.jenkins.plugins.powerx.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/** Drop-down lists of credentials for users who may select some; other users see only the current value. */
public final class CredentialsLists {
    private static final CredentialsMatcher KEYS = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StandardCertificateCredentials.class),
            CredentialsMatchers.instanceOf(FileCredentials.class));

    private CredentialsLists() {}

    /** Whether the user may see which credentials the item can use; without an item, only administrators may. */
    public static boolean mayList(@CheckForNull Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /**
     * Secret texts: tokens and passphrases.
     *
     * @param url that the text will be sent to, which excludes credentials of other domains; null if it is not sent
     */
    public static ListBoxModel texts(@CheckForNull Item item, @CheckForNull String current, @CheckForNull String url) {
        return list(item, current, StringCredentials.class, url, CredentialsMatchers.always());
    }

    /** Certificates with their keys (PKCS#12), and secret files (PEM). */
    public static ListBoxModel signingKeys(@CheckForNull Item item, @CheckForNull String current) {
        return list(item, current, StandardCredentials.class, null, KEYS);
    }

    /** Secret files, such as a certificate chain. */
    public static ListBoxModel files(@CheckForNull Item item, @CheckForNull String current) {
        return list(item, current, FileCredentials.class, null, CredentialsMatchers.always());
    }

    /** Checks that the selected credentials can be found in the context in which they will be used. */
    public static FormValidation check(
            @CheckForNull Item item,
            @CheckForNull String value,
            Class<? extends StandardCredentials> type,
            @CheckForNull String url) {
        String id = Util.fixEmptyAndTrim(value);
        if (id == null || !mayList(item) || id.startsWith("${")) {
            return FormValidation.ok();
        }
        boolean found = !(item == null
                        ? CredentialsProvider.listCredentialsInItemGroup(
                                type, Jenkins.get(), ACL.SYSTEM2, requirements(url), CredentialsMatchers.withId(id))
                        : CredentialsProvider.listCredentialsInItem(
                                type, item, authentication(item), requirements(url), CredentialsMatchers.withId(id)))
                .isEmpty();
        return found ? FormValidation.ok() : FormValidation.error(Messages.Credentials_NotFound(id));
    }

    /** Like {@link #check(Item, String, Class, String)}, for the types that {@link #signingKeys} lists. */
    public static FormValidation checkSigningKey(@CheckForNull Item item, @CheckForNull String value) {
        FormValidation certificate = check(item, value, StandardCertificateCredentials.class, null);
        return certificate.kind == FormValidation.Kind.OK
                ? certificate
                : check(item, value, FileCredentials.class, null);
    }

    private static ListBoxModel list(
            @CheckForNull Item item,
            @CheckForNull String current,
            Class<? extends StandardCredentials> type,
            @CheckForNull String url,
            CredentialsMatcher matcher) {
        StandardListBoxModel items = new StandardListBoxModel();
        String selected = Util.fixNull(current);
        if (!mayList(item)) {
            return items.includeCurrentValue(selected);
        }
        items.includeEmptyValue();
        if (item == null) {
            items.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), type, requirements(url), matcher);
        } else {
            items.includeMatchingAs(authentication(item), item, type, requirements(url), matcher);
        }
        return items.includeCurrentValue(selected);
    }

    private static Authentication authentication(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    private static List<DomainRequirement> requirements(@CheckForNull String url) {
        return URIRequirementBuilder.fromUri(Util.fixEmptyAndTrim(url)).build();
    }
}
