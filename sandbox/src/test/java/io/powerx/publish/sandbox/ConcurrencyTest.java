package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest extends SandboxTest {
    /** Runs all tasks concurrently. */
    private static <T> List<T> race(List<Callable<T>> runners) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            CyclicBarrier line = new CyclicBarrier(runners.size());
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> runner : runners) {
                futures.add(threads.submit(() -> {
                    line.await();
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twenty_publishes_at_once_all_reach_the_queue() throws Exception {
        Sandbox one = start();
        Sandbox two = start();
        List<Callable<JsonNode>> publishes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SamplePublish sample = SamplePublish.packaged("com.powerx.p" + i % 5, "1.0." + i);
            ContractClient client = publisher(i % 2 == 0 ? one : two);
            publishes.add(() -> client.publish(sample));
        }

        List<JsonNode> published = race(publishes);

        assertThat(published)
                .allSatisfy(
                        publish -> assertThat(publish.get("status").asText()).isEqualTo("queued"));
        Set<String> entries = new HashSet<>();
        published.forEach(publish -> entries.add(publish.get("reviewQueueId").asText()));
        assertThat(entries).hasSize(20);
    }

    @Test
    void racing_registrations_of_the_same_request_converge_on_one_publish() throws Exception {
        ContractClient client = publisher(start());
        for (int round = 0; round < 15; round++) {
            SamplePublish sample = SamplePublish.packaged("com.powerx.note", "1.0." + round);
            List<Reply> replies = race(java.util.Collections.nCopies(8, () -> client.register(sample.request())));

            assertThat(replies).extracting(Reply::status).containsOnlyOnce(201).containsOnly(200, 201);
            assertThat(replies)
                    .extracting(reply -> reply.get("publishId"))
                    .containsOnly(replies.get(0).get("publishId"));
        }
    }

    @Test
    void of_racing_registrations_with_different_content_exactly_one_wins() throws Exception {
        ContractClient client = publisher(start());
        for (int round = 0; round < 5; round++) {
            List<Callable<Reply>> rivals = new ArrayList<>();
            for (int rival = 0; rival < 6; rival++) {
                SamplePublish sample = SamplePublish.simple("com.powerx.note", "1.0." + round)
                        .artifact("extra.pxp", "package", new byte[] {(byte) rival})
                        .channel(rival % 2 == 0 ? "stable" : "beta");
                rivals.add(() -> client.register(sample.request()));
            }

            List<Reply> replies = race(rivals);

            List<Reply> winners =
                    replies.stream().filter(reply -> reply.status() == 201).toList();
            assertThat(winners).as("%s", replies).hasSize(1);
            assertThat(replies).filteredOn(reply -> reply.status() != 201).allSatisfy(reply -> {
                assertThat(reply.code()).isEqualTo("publish_in_progress");
                assertThat(reply.get("publishId")).isEqualTo(winners.get(0).get("publishId"));
            });
        }
    }

    @Test
    void racing_puts_completes_and_submissions_end_in_one_version_and_one_entry() throws Exception {
        ContractClient client = publisher(start());
        SamplePublish sample = SamplePublish.packaged("com.powerx.note", "1.0.0");

        List<JsonNode> published = race(java.util.Collections.nCopies(6, () -> publishAsOften(client, sample)));

        assertThat(published)
                .extracting(publish -> publish.get("reviewQueueId").asText())
                .containsOnly(published.get(0).get("reviewQueueId").asText());
        assertThat(client.versions("com.powerx.note", "").json().get("items")).hasSize(1);
    }

    /** Continues like every client: if another run has used the URLs, it reads the state of the publish. */
    private static JsonNode publishAsOften(ContractClient client, SamplePublish sample) {
        Reply registered = client.register(sample.request());
        String publishId = registered.get("publishId");
        for (JsonNode upload : registered.json().get("uploads")) {
            for (JsonNode part : upload.get("parts")) {
                if (part.has("url")) {
                    Reply put = client.put(
                            upload,
                            part,
                            ContractClient.slice(
                                    upload,
                                    part,
                                    sample.content(upload.get("artifact").asText())));
                    assertThat(put.status()).isIn(200, 403);
                }
            }
        }
        var nothing = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
        assertThat(client.complete(publishId, nothing).status()).isEqualTo(200);
        assertThat(client.submit(registered.get("versionId"), publishId).status())
                .isEqualTo(202);
        return client.get(publishId).json();
    }
}
