package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every operation with every kind of token. */
class PermissionTest extends SandboxTest {
    @Test
    void each_token_may_do_what_it_is_for_and_nothing_else() {
        Sandbox sandbox = start();
        JsonNode published = publisher(sandbox).publish(SamplePublish.simple("com.powerx.note", "1.0.0"));
        String publishId = published.get("publishId").asText();
        String versionId = published.get("versionId").asText();
        Map<String, Function<ContractClient, Reply>> writing = new LinkedHashMap<>();
        writing.put(
                "register",
                client -> client.register(
                        SamplePublish.simple("com.powerx.note", "2.0.0").request()));
        writing.put("renew", client -> client.renew(publishId));
        writing.put("complete", client -> client.complete(publishId, JsonNodeFactory.instance.arrayNode()));
        writing.put("submit", client -> client.submit(versionId, publishId));
        writing.put("status", client -> client.status(versionId, "review_paused"));
        Map<String, Function<ContractClient, Reply>> reading = new LinkedHashMap<>();
        reading.put("get", client -> client.get(publishId));
        reading.put("review", client -> client.review(versionId));
        reading.put("versions", client -> client.versions("com.powerx.note", ""));
        Map<String, Function<ContractClient, Reply>> all = new LinkedHashMap<>(writing);
        all.putAll(reading);
        all.put("decide", client -> client.decide(versionId, "approved", ""));

        ContractClient none = new ContractClient(sandbox.baseUri(), "");
        ContractClient wrong = new ContractClient(sandbox.baseUri(), "pxs_wrong");
        ContractClient reader = none.withToken(sandbox.readerToken().reveal());
        all.forEach((name, call) -> {
            assertThat(call.apply(none).code()).as(name).isEqualTo("unauthorized");
            assertThat(call.apply(none).header("www-authenticate")).as(name).startsWith("Bearer");
            assertThat(call.apply(wrong).status()).as(name).isEqualTo(401);
        });
        reading.forEach(
                (name, call) -> assertThat(call.apply(reader).status()).as(name).isEqualTo(200));
        writing.forEach((name, call) -> {
            for (ContractClient client : new ContractClient[] {reader, reviewer(sandbox)}) {
                Reply refused = call.apply(client);
                assertThat(refused.status()).as(name).isEqualTo(403);
                assertThat(refused.code()).as(name).isEqualTo("missing_permission");
                assertThat(refused.get("requiredPermission")).as(name).isEqualTo("plugin:publish");
            }
            assertThat(call.apply(publisher(sandbox)).status()).as(name).isNotIn(401, 403);
        });
    }

    @Test
    void tokens_are_kept_in_a_private_file_and_print_as_nothing() throws java.io.IOException {
        Sandbox sandbox = start();

        assertThat(sandbox.publisherToken().toString()).isEqualTo("****");
        assertThat(java.nio.file.Files.getPosixFilePermissions(data.resolve("tokens.json")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        assertThat(java.nio.file.Files.getPosixFilePermissions(data.resolve("trust/signing-key.pem")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
}
