package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.sandbox.store.BlobStore;
import io.powerx.publish.sandbox.store.DataDirectory;
import io.powerx.publish.sandbox.store.Database;
import io.powerx.publish.sandbox.telemetry.TelemetryStore;
import io.powerx.publish.sandbox.trust.DemoTrust;
import io.powerx.publish.sandbox.trust.SignatureCheck;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The services that the operations share. */
public final class Backend {
    private final SandboxOptions options;
    private final DataDirectory data;
    private final Access access;
    private final UploadUrls uploadUrls;
    private final DemoTrust trust;
    private final SignatureCheck signatures;
    private @Nullable TelemetryStore telemetry;

    public Backend(SandboxOptions options, DataDirectory data, DemoTrust trust) throws SQLException {
        this.options = options;
        this.data = data;
        this.access = new Access(data.tokens(), data.database(), options.clock());
        this.uploadUrls = new UploadUrls(data.key("upload-urls"), options.clock(), options.urlLifetime());
        this.trust = trust;
        this.signatures = new SignatureCheck(trust, options.clock());
    }

    public SandboxOptions options() {
        return options;
    }

    public DataDirectory data() {
        return data;
    }

    public Database database() {
        return data.database();
    }

    public BlobStore blobs() {
        return data.blobs();
    }

    public Clock clock() {
        return options.clock();
    }

    /** The current time in milliseconds, which is the precision of the database. */
    public Instant now() {
        return Instant.ofEpochMilli(options.clock().millis());
    }

    public Access access() {
        return access;
    }

    UploadUrls uploadUrls() {
        return uploadUrls;
    }

    /** Opened when it is first needed, because it would delay each start. */
    synchronized TelemetryStore telemetry() throws SQLException {
        TelemetryStore open = telemetry;
        if (open == null) {
            open = TelemetryStore.open(data.database(), options.clock());
            telemetry = open;
        }
        return open;
    }

    /** The trusted signers. */
    public DemoTrust trust() {
        return trust;
    }

    SignatureCheck signatures() {
        return signatures;
    }
}
