package io.powerx.publish.sandbox;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The options of a sandbox. {@link #builder(Path)} has defaults that suit a laptop.
 *
 * @param dataDirectory stores everything; created if missing
 * @param port 0 to select a free one
 * @param api the API that is served
 * @param core properties of PowerX core's registry, if its API is served
 * @param clock determines expiry
 * @param urlLifetime how long signed upload URLs are valid
 * @param partSize bytes; larger artifacts are uploaded in parts of this size
 * @param maxArtifactBytes larger artifacts are rejected with 413
 * @param requestsPerSecond more are rejected with 429; 0 for no limit
 * @param nextCheck how long clients should wait before they query a pending review again
 * @param versionsPerPage length of a page of listVersions
 * @param requireSignatures whether a publish without a signature is rejected
 * @param strictUploads whether a PUT without the checksum header or the specified headers is rejected
 * @param linksPages whether replies link to the review pages; false for a sandbox that ends before anyone could open them
 * @param faults makes requests fail
 * @param listener receives every answered request
 */
public record SandboxOptions(
        Path dataDirectory,
        int port,
        ApiGeneration api,
        CoreOptions core,
        Clock clock,
        Duration urlLifetime,
        int partSize,
        long maxArtifactBytes,
        int requestsPerSecond,
        Duration nextCheck,
        int versionsPerPage,
        boolean requireSignatures,
        boolean strictUploads,
        boolean linksPages,
        FaultScript faults,
        SandboxListener listener) {

    /** Checks that the values make sense together. */
    public SandboxOptions {
        check(port >= 0 && port <= 65_535, "port", port);
        check(!urlLifetime.isNegative() && !urlLifetime.isZero(), "URL lifetime", urlLifetime);
        check(partSize >= 1, "part size", partSize);
        check(maxArtifactBytes >= 0, "artifact limit", maxArtifactBytes);
        check(requestsPerSecond >= 0, "request limit", requestsPerSecond);
        check(!nextCheck.isNegative(), "time to the next check", nextCheck);
        check(versionsPerPage >= 1, "length of a page", versionsPerPage);
    }

    private static void check(boolean holds, String what, Object value) {
        if (!holds) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "start the sandbox", "the " + what + " cannot be " + value);
        }
    }

    public static Builder builder(Path dataDirectory) {
        return new Builder(dataDirectory);
    }

    /** Collects options. */
    public static final class Builder {
        private final Path dataDirectory;
        private int port;
        private ApiGeneration api = ApiGeneration.MARKETPLACE;
        private CoreOptions core = CoreOptions.DEFAULT;
        private Clock clock = Clock.systemUTC();
        private Duration urlLifetime = Duration.ofMinutes(15);
        private int partSize = 8 << 20;
        private long maxArtifactBytes = 20L << 30;
        private int requestsPerSecond;
        private Duration nextCheck = Duration.ofMinutes(15);
        private int versionsPerPage = 50;
        private boolean requireSignatures;
        private boolean strictUploads;
        private boolean linksPages = true;
        private FaultScript faults = FaultScript.NONE;
        private SandboxListener listener = SandboxListener.NONE;

        private Builder(Path dataDirectory) {
            this.dataDirectory = dataDirectory;
        }

        public Builder port(int number) {
            this.port = number;
            return this;
        }

        public Builder api(ApiGeneration generation) {
            this.api = generation;
            return this;
        }

        public Builder core(CoreOptions properties) {
            this.core = properties;
            return this;
        }

        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        public Builder urlLifetime(Duration lifetime) {
            this.urlLifetime = lifetime;
            return this;
        }

        public Builder partSize(int bytes) {
            this.partSize = bytes;
            return this;
        }

        public Builder maxArtifactBytes(long bytes) {
            this.maxArtifactBytes = bytes;
            return this;
        }

        public Builder requestsPerSecond(int limit) {
            this.requestsPerSecond = limit;
            return this;
        }

        public Builder nextCheck(Duration delay) {
            this.nextCheck = delay;
            return this;
        }

        public Builder versionsPerPage(int length) {
            this.versionsPerPage = length;
            return this;
        }

        public Builder requireSignatures(boolean required) {
            this.requireSignatures = required;
            return this;
        }

        public Builder strictUploads(boolean strict) {
            this.strictUploads = strict;
            return this;
        }

        public Builder linksPages(boolean linked) {
            this.linksPages = linked;
            return this;
        }

        public Builder faults(FaultScript script) {
            this.faults = script;
            return this;
        }

        public Builder listener(SandboxListener receiver) {
            this.listener = receiver;
            return this;
        }

        public SandboxOptions build() {
            return new SandboxOptions(
                    dataDirectory,
                    port,
                    api,
                    core,
                    clock,
                    urlLifetime,
                    partSize,
                    maxArtifactBytes,
                    requestsPerSecond,
                    nextCheck,
                    versionsPerPage,
                    requireSignatures,
                    strictUploads,
                    linksPages,
                    faults,
                    listener);
        }
    }
}
