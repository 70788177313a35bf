package io.jenkins.plugins.powerx.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.credentials.CredentialsLists;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.http.HostList;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A Marketplace that jobs may publish to and select by name. */
public class Endpoint extends AbstractDescribableImpl<Endpoint> {
    private final String name;
    private final String url;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private String api;

    private boolean telemetry = true;

    @CheckForNull
    private String telemetryUrl;

    @CheckForNull
    private String caCertificates;

    @CheckForNull
    private String uploadHosts;

    @DataBoundConstructor
    public Endpoint(@NonNull String name, @NonNull String url) {
        this.name = Util.fixNull(name).trim();
        this.url = Util.fixNull(url).trim();
    }

    @NonNull
    public String getName() {
        return name;
    }

    @NonNull
    public String getUrl() {
        return url;
    }

    /** @throws io.powerx.publish.error.PublishException if the URL is not one */
    @NonNull
    public URI address() {
        return Urls.configured(url, "use the server's URL");
    }

    /** The credentials for jobs that specify none, looked up with the permissions of the build, so that folders can restrict them. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** {@code marketplace} or {@code core}; null means marketplace. */
    @CheckForNull
    public String getApi() {
        return api;
    }

    /** @throws IllegalArgumentException for an unknown value, which configuration as code may contain */
    @DataBoundSetter
    public void setApi(@CheckForNull String api) {
        String given = Util.fixEmptyAndTrim(api);
        if (given != null && WireEnum.of(ApiGeneration.class, given).isEmpty()) {
            throw new IllegalArgumentException("The API must be "
                    + String.join(" or ", WireEnum.names(ApiGeneration.class)) + ", not \"" + given + "\"");
        }
        this.api = ApiGeneration.MARKETPLACE.wireName().equals(given) ? null : given;
    }

    public boolean isTelemetry() {
        return telemetry;
    }

    @DataBoundSetter
    public void setTelemetry(boolean telemetry) {
        this.telemetry = telemetry;
    }

    /** URL that publish events are sent to; null means the Marketplace. */
    @CheckForNull
    public String getTelemetryUrl() {
        return telemetryUrl;
    }

    @DataBoundSetter
    public void setTelemetryUrl(@CheckForNull String telemetryUrl) {
        this.telemetryUrl = Util.fixEmptyAndTrim(telemetryUrl);
    }

    /** CA certificates in PEM format, trusted in addition to the system's. */
    @CheckForNull
    public String getCaCertificates() {
        return caCertificates;
    }

    @DataBoundSetter
    public void setCaCertificates(@CheckForNull String caCertificates) {
        this.caCertificates = Util.fixEmptyAndTrim(caCertificates);
    }

    /** Hosts in a private network that the Marketplace may direct uploads to: names, addresses and CIDR blocks; null for none. */
    @CheckForNull
    public String getUploadHosts() {
        return uploadHosts;
    }

    /** @throws IllegalArgumentException for an invalid list, which configuration as code may contain */
    @DataBoundSetter
    public void setUploadHosts(@CheckForNull String uploadHosts) {
        String given = Util.fixEmptyAndTrim(uploadHosts);
        try {
            HostList.parse(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The upload hosts " + e.getMessage(), e);
        }
        this.uploadHosts = given;
    }

    @Extension
    public static class DescriptorImpl extends Descriptor<Endpoint> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Endpoint_DisplayName();
        }

        @RequirePOST
        public ListBoxModel doFillApiItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            WireEnum.names(ApiGeneration.class).forEach(items::add);
            return items;
        }

        @RequirePOST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item,
                @QueryParameter String credentialsId,
                @QueryParameter String url) {
            return CredentialsLists.texts(item, credentialsId, url);
        }

        @RequirePOST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.Endpoint_NameMissing())
                    : FormValidation.ok();
        }

        @RequirePOST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Urls.check(value, true);
        }

        @RequirePOST
        public FormValidation doCheckTelemetryUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Urls.check(value, false);
        }

        @RequirePOST
        public FormValidation doCheckCaCertificates(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String pem = Util.fixEmptyAndTrim(value);
            if (pem == null) {
                return FormValidation.ok();
            }
            try {
                int count = CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                        .size();
                return count == 0
                        ? FormValidation.error(Messages.Endpoint_CaUnreadable())
                        : FormValidation.ok(Messages.Endpoint_CaCount(count));
            } catch (CertificateException e) {
                return FormValidation.error(Messages.Endpoint_CaUnreadable());
            }
        }

        @RequirePOST
        public FormValidation doCheckUploadHosts(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                HostList.parse(Util.fixEmptyAndTrim(value));
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(Messages.Endpoint_UploadHostsInvalid(CoreTexts.recorded(e.getMessage())));
            }
        }

        /** Tests the connection, with the token if credentials are selected. The result never contains the token. */
        @RequirePOST
        public FormValidation doTestConnection(
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String api,
                @QueryParameter String caCertificates) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            FormValidation address = Urls.check(url, true);
            if (address.kind == FormValidation.Kind.ERROR) {
                return address;
            }
            Endpoint endpoint = new Endpoint("test", url);
            endpoint.setApi(api);
            endpoint.setCaCertificates(caCertificates);
            String id = Util.fixEmptyAndTrim(credentialsId);
            StringCredentials token = id == null ? null : find(id, url);
            if (id != null && token == null) {
                return FormValidation.error(Messages.Credentials_NotFound(id));
            }
            return ConnectionTest.of(endpoint, token);
        }

        @CheckForNull
        private static StringCredentials find(String id, String url) {
            return CredentialsMatchers.firstOrNull(
                    CredentialsProvider.lookupCredentialsInItemGroup(
                            StringCredentials.class,
                            Jenkins.get(),
                            ACL.SYSTEM2,
                            URIRequirementBuilder.fromUri(url).build()),
                    CredentialsMatchers.withId(id));
        }
    }
}
