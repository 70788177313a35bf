package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.RecordingControl;
import io.powerx.publish.testing.Samples;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.upload.Uploader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpMarketplaceTest {
    private final FakeTime time = new FakeTime();
    private final Events events = new Events();
    private final ContractServer server = ContractServer.start(time);
    private final HttpMarketplace marketplace = HttpMarketplace.builder(
                    server.url(), () -> Secret.of(ContractServer.TOKEN))
            .timing(time.timing())
            .listener(events)
            .build();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    @Test
    void a_whole_publish_conforms_to_the_contract_without_unnecessary_requests() throws Exception {
        // given
        server.state().partSize(100_000);
        PackedArtifact plugin = Samples.file(folder, "note-1.0.0.pxp", 350_001, 1);
        PackedArtifact integrity = Samples.file(folder, "integrity.txt", 900, 2);

        // when
        Publish publish = marketplace
                .register(Samples.request("1.0.0", plugin, integrity))
                .publish();
        RecordingControl control = new RecordingControl(marketplace, publish.publishId(), plugin, integrity);
        UploadSummary sent = new Uploader(time.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin, integrity),
                                publish.uploads(),
                                marketplace.uploadAddresses(),
                                UploadSettings.DEFAULT,
                                HttpSettings.DEFAULT),
                        control);
        Publish uploaded = marketplace.complete(publish.publishId(), Samples.complete(sent, plugin, integrity));
        Review review =
                marketplace.submit(publish.versionId(), new ReviewRequest(publish.publishId(), null, null, null));

        // then
        assertThat(server.violations()).isEmpty();
        assertThat(uploaded.status()).isEqualTo("uploaded");
        assertThat(ReviewState.of(review.status())).isEqualTo(ReviewState.QUEUED);
        assertThat(server.state().assembled("note-1.0.0.pxp")).isEqualTo(Files.readAllBytes(Path.of(plugin.file())));
        assertThat(server.seen()).hasSize(1 + 5 + 1 + 1);
        assertThat(sent.bytesSent()).isEqualTo(350_901);
        assertThat(control.events().retries() + events.retries()).isZero();
        assertThat(control.stored())
                .containsExactlyInAnyOrder(
                        "note-1.0.0.pxp#1",
                        "note-1.0.0.pxp#2",
                        "note-1.0.0.pxp#3",
                        "note-1.0.0.pxp#4",
                        "integrity.txt#1");
        assertThat(marketplace.versions(Samples.PLUGIN, Channel.STABLE)).hasSize(1);
    }
}
