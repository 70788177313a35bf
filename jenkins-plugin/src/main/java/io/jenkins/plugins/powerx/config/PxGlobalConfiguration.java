package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.credentials.CredentialsLists;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The Marketplaces that jobs may publish to, and defaults for jobs. The first endpoint is the default. */
@Extension
@Symbol("pxPublish")
public final class PxGlobalConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(PxGlobalConfiguration.class.getName());

    /** An {@link ArrayList}, because XStream stores other lists in a private form of the JDK; replaced, never changed. */
    private List<Endpoint> endpoints = new ArrayList<>();

    private boolean allowCustomUrl;

    @CheckForNull
    private String defaultChannel;

    @CheckForNull
    private String signingCredentialsId;

    @CheckForNull
    private String signingPassphraseCredentialsId;

    @CheckForNull
    private String signingServiceUrl;

    @CheckForNull
    private String signingServiceCredentialsId;

    @CheckForNull
    private String timestampUrl;

    public PxGlobalConfiguration() {
        load();
    }

    public static PxGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(PxGlobalConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.PxGlobalConfiguration_DisplayName();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        List<Endpoint> given = request.bindJSONToList(Endpoint.class, form.get("endpoints"));
        String problem = problemOf(given);
        if (problem != null) {
            throw new FormException(problem, "endpoints");
        }
        List<Endpoint> before = endpoints;
        boolean allowed = allowCustomUrl;
        try (BulkChange change = new BulkChange(this)) {
            // The submission of a form omits an empty list, and builds that start meanwhile need their endpoint.
            endpoints = new ArrayList<>(given);
            allowCustomUrl = false;
            request.bindJSON(this, form);
            change.commit();
            return true;
        } catch (RuntimeException e) {
            endpoints = before;
            allowCustomUrl = allowed;
            throw e;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Could not save the PowerX configuration", e);
            throw new FormException(e.getMessage(), e, "endpoints");
        }
    }

    /** Why jobs could not select each of the endpoints by its name; null if they can. */
    @CheckForNull
    private static String problemOf(List<Endpoint> given) {
        Set<String> names = new HashSet<>();
        for (Endpoint endpoint : given) {
            if (endpoint.getName().isEmpty()) {
                return Messages.Endpoint_NameMissing();
            }
            if (!names.add(endpoint.getName())) {
                return Messages.Endpoint_Duplicate(endpoint.getName());
            }
        }
        return null;
    }

    public List<Endpoint> getEndpoints() {
        return Collections.unmodifiableList(endpoints);
    }

    /** @throws IllegalArgumentException for endpoints without a name or with the same one, which configuration as code may contain */
    @DataBoundSetter
    public void setEndpoints(@CheckForNull List<Endpoint> endpoints) {
        String problem = endpoints == null ? null : problemOf(endpoints);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        this.endpoints = endpoints == null ? new ArrayList<>() : new ArrayList<>(endpoints);
        save();
    }

    /** Whether a job may specify its own URL, which then requires its own credentials. */
    public boolean isAllowCustomUrl() {
        return allowCustomUrl;
    }

    @DataBoundSetter
    public void setAllowCustomUrl(boolean allowCustomUrl) {
        this.allowCustomUrl = allowCustomUrl;
        save();
    }

    @CheckForNull
    public String getDefaultChannel() {
        return defaultChannel;
    }

    @DataBoundSetter
    public void setDefaultChannel(@CheckForNull String defaultChannel) {
        this.defaultChannel = Util.fixEmptyAndTrim(defaultChannel);
        save();
    }

    @CheckForNull
    public String getSigningCredentialsId() {
        return signingCredentialsId;
    }

    @DataBoundSetter
    public void setSigningCredentialsId(@CheckForNull String signingCredentialsId) {
        this.signingCredentialsId = Util.fixEmptyAndTrim(signingCredentialsId);
        save();
    }

    @CheckForNull
    public String getSigningPassphraseCredentialsId() {
        return signingPassphraseCredentialsId;
    }

    @DataBoundSetter
    public void setSigningPassphraseCredentialsId(@CheckForNull String signingPassphraseCredentialsId) {
        this.signingPassphraseCredentialsId = Util.fixEmptyAndTrim(signingPassphraseCredentialsId);
        save();
    }

    /** A service that signs if no key is configured; it receives digests only. */
    @CheckForNull
    public String getSigningServiceUrl() {
        return signingServiceUrl;
    }

    @DataBoundSetter
    public void setSigningServiceUrl(@CheckForNull String signingServiceUrl) {
        this.signingServiceUrl = Util.fixEmptyAndTrim(signingServiceUrl);
        save();
    }

    @CheckForNull
    public String getSigningServiceCredentialsId() {
        return signingServiceCredentialsId;
    }

    @DataBoundSetter
    public void setSigningServiceCredentialsId(@CheckForNull String signingServiceCredentialsId) {
        this.signingServiceCredentialsId = Util.fixEmptyAndTrim(signingServiceCredentialsId);
        save();
    }

    /** A timestamp authority (RFC 3161), which confirms when packages are signed; null for signatures without a timestamp. */
    @CheckForNull
    public String getTimestampUrl() {
        return timestampUrl;
    }

    @DataBoundSetter
    public void setTimestampUrl(@CheckForNull String timestampUrl) {
        this.timestampUrl = Util.fixEmptyAndTrim(timestampUrl);
        save();
    }

    /** The endpoint with that name, or the first one if the name is null. */
    public Optional<Endpoint> endpoint(@CheckForNull String name) {
        return endpoints.stream()
                .filter(endpoint -> name == null || endpoint.getName().equals(name))
                .findFirst();
    }

    @RequirePOST
    public ListBoxModel doFillDefaultChannelItems() {
        return Channels.items(Messages.Channel_ProjectDecides());
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
    public ListBoxModel doFillSigningServiceCredentialsIdItems(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter String signingServiceCredentialsId,
            @QueryParameter String signingServiceUrl) {
        return CredentialsLists.texts(item, signingServiceCredentialsId, signingServiceUrl);
    }

    @RequirePOST
    public FormValidation doCheckSigningServiceUrl(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Urls.check(value, false);
    }

    @RequirePOST
    public FormValidation doCheckTimestampUrl(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Urls.check(value, false);
    }

    /** The items of a drop-down list of endpoints. Users who may not configure the item see no names. */
    public ListBoxModel endpointItems(@CheckForNull Item item) {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Endpoint_Default(), "");
        if (CredentialsLists.mayList(item)) {
            endpoints.forEach(endpoint -> items.add(endpoint.getName()));
        }
        return items;
    }
}
