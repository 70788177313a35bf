package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls every operation with every kind of token. */
class PermissionTest extends SandboxTest {
    private static final String PLUGIN = "com.powerx.note";

    private enum Access {
        READ,
        WRITE,
        REVIEW
    }

    private enum TokenKind {
        NONE,
        UNKNOWN,
        READER,
        PUBLISHER,
        REVIEWER
    }

    /** An operation, called on a publish in the review queue. */
    private enum Call {
        REGISTER(Access.WRITE) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.register(SamplePublish.simple(PLUGIN, "2.0.0").request());
            }
        },
        RENEW(Access.WRITE) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.renew(publishId);
            }
        },
        COMPLETE(Access.WRITE) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.complete(publishId, JsonNodeFactory.instance.arrayNode());
            }
        },
        SUBMIT(Access.WRITE) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.submit(versionId, publishId);
            }
        },
        STATUS(Access.WRITE) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.status(versionId, "review_paused");
            }
        },
        GET(Access.READ) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.get(publishId);
            }
        },
        REVIEW(Access.READ) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.review(versionId);
            }
        },
        VERSIONS(Access.READ) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.versions(PLUGIN, "");
            }
        },
        PREFLIGHT(Access.READ) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.preflight(JsonNodeFactory.instance
                        .objectNode()
                        .put("pluginId", PLUGIN)
                        .put("version", "2.0.0")
                        .put("channel", "stable"));
            }
        },
        DECIDE(Access.REVIEW) {
            @Override
            Reply send(ContractClient client, String publishId, String versionId) {
                return client.decide(versionId, "approved", "");
            }
        };

        private final Access access;

        Call(Access access) {
            this.access = access;
        }

        abstract Reply send(ContractClient client, String publishId, String versionId);
    }

    static Stream<Arguments> callsAndTokens() {
        return Arrays.stream(Call.values())
                .flatMap(call -> Arrays.stream(TokenKind.values()).map(token -> Arguments.of(call, token)));
    }

    @ParameterizedTest(name = "{0} with token {1}")
    @MethodSource("callsAndTokens")
    void a_token_permits_only_its_operations(Call call, TokenKind token) {
        Sandbox sandbox = start();
        JsonNode published = publisher(sandbox).publish(SamplePublish.simple(PLUGIN, "1.0.0"));

        Reply reply = call.send(
                client(sandbox, token),
                published.get("publishId").asText(),
                published.get("versionId").asText());

        switch (token) {
            case NONE, UNKNOWN -> {
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.code()).isEqualTo("unauthorized");
                assertThat(reply.header("www-authenticate")).startsWith("Bearer");
            }
            case READER -> assertPermitted(reply, call.access, call.access == Access.READ);
            case PUBLISHER -> assertPermitted(reply, call.access, call.access != Access.REVIEW);
            case REVIEWER -> assertPermitted(reply, call.access, call.access != Access.WRITE);
        }
    }

    private static void assertPermitted(Reply reply, Access access, boolean permitted) {
        if (permitted) {
            assertThat(reply.status()).as("%s", reply).isNotIn(401, 403, 404, 500);
            return;
        }
        assertThat(reply.status()).as("%s", reply).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("missing_permission");
        assertThat(reply.get("requiredPermission"))
                .isEqualTo(access == Access.WRITE ? "plugin:publish" : "plugin:review");
    }

    private static ContractClient client(Sandbox sandbox, TokenKind token) {
        return switch (token) {
            case NONE -> new ContractClient(sandbox.baseUri(), "");
            case UNKNOWN -> new ContractClient(sandbox.baseUri(), "pxs_wrong");
            case READER ->
                new ContractClient(sandbox.baseUri(), sandbox.readerToken().reveal());
            case PUBLISHER -> publisher(sandbox);
            case REVIEWER -> reviewer(sandbox);
        };
    }

    @Test
    void tokens_are_stored_in_a_private_file_and_do_not_print() throws java.io.IOException {
        Sandbox sandbox = start();

        assertThat(sandbox.publisherToken().toString()).isEqualTo("****");
        assertThat(java.nio.file.Files.getPosixFilePermissions(data.resolve("tokens.json")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        assertThat(java.nio.file.Files.getPosixFilePermissions(data.resolve("trust/signing-key.pem")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
}
