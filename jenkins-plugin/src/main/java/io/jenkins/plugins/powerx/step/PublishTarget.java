package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.config.Urls;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;

/**
 * The Marketplace that a step publishes to, and the credentials for it.
 *
 * @param endpoint of the global configuration, or one made for a URL that the job specifies
 * @param credentialsId null if neither the job nor the endpoint specifies any
 */
record PublishTarget(Endpoint endpoint, @CheckForNull String credentialsId) {
    /**
     * The Marketplace of a target: the endpoint that the step specifies, otherwise the one with the name of the target, otherwise the first.
     * An endpoint with the name of the target is used with its own credentials, so a token never reaches another Marketplace.
     *
     * @param target null if the project has none
     */
    static PublishTarget of(ProjectStep step, @CheckForNull String target) {
        boolean byName = target != null
                && step.getEndpoint() == null
                && step.getApiUrl() == null
                && PxGlobalConfiguration.get().endpoint(target).isPresent();
        return byName ? of(target, null, null) : of(step.getEndpoint(), step.getApiUrl(), step.getCredentialsId());
    }

    /**
     * @throws PublishException {@link ErrorCode#ENDPOINT_MISSING}, {@link ErrorCode#ENDPOINT_INSECURE}, {@link ErrorCode#OPTION_INVALID}
     */
    private static PublishTarget of(
            @CheckForNull String name, @CheckForNull String apiUrl, @CheckForNull String credentialsId) {
        return apiUrl == null ? configured(name, credentialsId) : custom(name, apiUrl, credentialsId);
    }

    private static PublishTarget configured(@CheckForNull String name, @CheckForNull String credentialsId) {
        Endpoint endpoint = PxGlobalConfiguration.get()
                .endpoint(name)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.ENDPOINT_MISSING,
                        name == null ? "find the Marketplace" : "find the endpoint '" + name + "'",
                        name == null
                                ? "the global configuration has no endpoint"
                                : "the global configuration has no endpoint with that name"));
        return new PublishTarget(endpoint, credentialsId == null ? endpoint.getCredentialsId() : credentialsId);
    }

    private static PublishTarget custom(@CheckForNull String name, String apiUrl, @CheckForNull String credentialsId) {
        if (name != null) {
            throw invalid(apiUrl, "endpoint: is set too; use only one of them");
        }
        if (!PxGlobalConfiguration.get().isAllowCustomUrl()) {
            throw invalid(apiUrl, "the global configuration does not allow jobs to specify a URL; use endpoint:");
        }
        FormValidation check = Urls.check(apiUrl, true);
        if (check.kind == FormValidation.Kind.ERROR) {
            throw PublishException.of(ErrorCode.ENDPOINT_INSECURE, "use apiUrl: '" + apiUrl + "'", check.getMessage());
        }
        if (credentialsId == null) {
            throw invalid(apiUrl, "a job that specifies a URL must also specify credentialsId:");
        }
        return new PublishTarget(new Endpoint(apiUrl, apiUrl), credentialsId);
    }

    private static PublishException invalid(String apiUrl, String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "use apiUrl: '" + apiUrl + "'", found);
    }
}
