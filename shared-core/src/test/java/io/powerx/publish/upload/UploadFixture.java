package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.HttpMarketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.RecordingControl;
import io.powerx.publish.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registered publish of one artifact of 95,000 bytes, which the server wants in ten parts. */
abstract class UploadFixture {
    static final String NAME = "note-1.0.0.pxp";
    static final UploadSettings ONE_WORKER = new UploadSettings(1, null, null);

    final FakeTime time = new FakeTime();
    final ContractServer server = ContractServer.start(time);
    final HttpMarketplace marketplace = HttpMarketplace.builder(server.url(), () -> Secret.of(ContractServer.TOKEN))
            .timing(time.timing())
            .build();

    @TempDir
    Path folder;

    PackedArtifact plugin;
    RecordingControl control;
    Publish publish;

    /** The control, for tests that change one of its methods. */
    class DelegatingControl implements UploadControl {
        @Override
        public List<Publish.Upload> renew() {
            return control.renew();
        }

        @Override
        public void stored(String artifact, int part, String etag, String sha256) {
            control.stored(artifact, part, etag, sha256);
        }

        @Override
        public void event(PublishEvent event) {
            control.event(event);
        }
    }

    @BeforeEach
    void register() {
        server.state().partSize(10_000);
        plugin = Samples.file(folder, NAME, 95_000, 1);
        publish = marketplace.register(Samples.request("1.0.0", plugin)).publish();
        control = new RecordingControl(marketplace, publish.publishId(), plugin);
    }

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    /** With four workers. */
    UploadSummary upload() {
        return upload(UploadSettings.DEFAULT);
    }

    UploadSummary upload(UploadSettings settings) {
        return upload(settings, time, control);
    }

    UploadSummary upload(UploadSettings settings, FakeTime clock, UploadControl side) {
        return new Uploader(clock.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin),
                                publish.uploads(),
                                AllowedAddresses.ALL,
                                settings,
                                HttpSettings.DEFAULT),
                        side);
    }

    PublishException failedUpload() {
        return failedUpload(UploadSettings.DEFAULT);
    }

    PublishException failedUpload(UploadSettings settings) {
        return catchThrowableOfType(PublishException.class, () -> upload(settings));
    }

    void assertComplete(UploadSummary sent) throws Exception {
        marketplace.complete(publish.publishId(), Samples.complete(sent, plugin));
        assertThat(server.state().assembled(NAME)).isEqualTo(Files.readAllBytes(Path.of(plugin.file())));
        assertThat(server.violations()).isEmpty();
    }
}
