package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a publish. Every front end creates them; the core does not read the environment.
 *
 * @param notesFile release notes, relative to the project or absolute; null to take them from the changelog
 * @param store the publisher's own store; null for the Marketplace's store
 * @param file the project's publish.yml, or its defaults
 * @param sourceDateEpoch seconds since 1970 for the package's entries (SOURCE_DATE_EPOCH); null for 1980-01-01
 * @param build what the CI knows of the build; null outside a CI
 */
public record PublishOptions(
        Channel channel,
        @Nullable String notesFile,
        Mode mode,
        Target target,
        SigningSettings signing,
        HttpSettings http,
        UploadSettings upload,
        @Nullable ArtifactStoreSettings store,
        TelemetrySettings telemetry,
        Outputs outputs,
        PublishFile file,
        @Nullable Long sourceDateEpoch,
        ReleaseMetadata.@Nullable Build build,
        Client client) {

    /**
     * Which stages run, and how.
     *
     * @param resume publishId to resume; null to look it up by content
     * @param skipReason why the precheck is skipped; null to run it
     * @param precheckBlocks false turns errors into warnings and marks the receipt (PX_PLUGIN_PUBLISH_PRECHECK)
     * @param offlinePrecheck whether the precheck skips rules that ask the Marketplace
     * @param waitTimeout how long to wait for the review; null not to wait
     * @param tag git tag whose version must be the plugin's; null for none
     */
    public record Mode(
            boolean dryRun,
            @Nullable String resume,
            @Nullable String skipReason,
            boolean precheckBlocks,
            boolean offlinePrecheck,
            @Nullable Duration waitTimeout,
            @Nullable String tag) {
        /** Without a tag. */
        public Mode(
                boolean dryRun,
                @Nullable String resume,
                @Nullable String skipReason,
                boolean precheckBlocks,
                boolean offlinePrecheck,
                @Nullable Duration waitTimeout) {
            this(dryRun, resume, skipReason, precheckBlocks, offlinePrecheck, waitTimeout, null);
        }
    }

    /**
     * The registry to publish to.
     *
     * @param core settings that only PowerX core's registry needs
     * @param trace that the requests belong to, such as a traced build; null for none
     */
    public record Target(
            URI apiUrl,
            ApiGeneration api,
            TokenSource token,
            CoreSettings core,
            @Nullable TraceContext trace) {
        public Target(URI apiUrl, ApiGeneration api, TokenSource token, CoreSettings core) {
            this(apiUrl, api, token, core, null);
        }

        public Target(URI apiUrl, ApiGeneration api, TokenSource token) {
            this(apiUrl, api, token, CoreSettings.NONE);
        }
    }

    /**
     * Files that remain on the machine that runs the pipeline.
     *
     * @param journals folder of the journals, by default {@code .px-plugin/publish} of the project, or next to the receipt if the project
     *     is read-only
     */
    public record Outputs(Path receipt, Path journals) {
        /** The files of one of several targets: {@code publish-receipt.NAME.json}, and its own journals. */
        public Outputs ofTarget(String name) {
            return new Outputs(
                    receipt.resolveSibling(fileOfTarget(receipt.getFileName().toString(), name)),
                    journals.resolve(name));
        }

        /**
         * The name of a file of one of several targets.
         *
         * @param file name or path of the file of a single target
         */
        public static String fileOfTarget(String file, String name) {
            int dot = file.lastIndexOf('.');
            int end = dot > file.lastIndexOf('/') + 1 ? dot : file.length();
            return file.substring(0, end) + "." + name + file.substring(end);
        }
    }

    /** The same options with other files. */
    public PublishOptions with(Outputs others) {
        return new PublishOptions(
                channel,
                notesFile,
                mode,
                target,
                signing,
                http,
                upload,
                store,
                telemetry,
                others,
                file,
                sourceDateEpoch,
                build,
                client);
    }
}
