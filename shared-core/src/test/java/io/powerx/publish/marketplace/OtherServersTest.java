package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.FakeTime;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Older, newer and faulty servers. */
class OtherServersTest {
    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private HttpMarketplace marketplace;

    @BeforeEach
    void start() throws Exception {
        server.start();
        marketplace = HttpMarketplace.builder(server.url("/").uri(), () -> Secret.of("t"))
                .timing(time.timing())
                .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
                .build();
    }

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    private void answer(String json) {
        server.enqueue(new MockResponse.Builder().body(json).build());
    }

    @Test
    void a_newer_server_with_unknown_members_and_states_is_understood() {
        answer("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"quarantined\",\"mood\":{\"a\":[1]},"
                + "\"uploads\":[{\"artifact\":\"a\",\"mode\":\"single\",\"colour\":\"red\",\"parts\":[{\"number\":1,"
                + "\"received\":false,\"url\":\"https://s.example/x\",\"ttl\":5}]}]}");

        Publish publish = marketplace.get("p");

        assertThat(PublishState.of(publish.status())).isEqualTo(PublishState.UNKNOWN);
        assertThat(publish.status()).isEqualTo("quarantined");
        assertThat(publish.uploads().get(0).parts()).hasSize(1);
    }

    @Test
    void an_older_server_without_optional_members_is_understood() {
        answer("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"uploaded\"}");
        answer("{\"reviewQueueId\":\"q\",\"versionId\":\"v\",\"status\":\"queued\"}");

        assertThat(marketplace.get("p").uploads()).isEmpty();
        assertThat(marketplace.review("v").nextCheckAt()).isAfter(time.instant());
    }

    @Test
    void malformed_dates_are_ignored() {
        answer("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"uploaded\",\"uploads\":[{\"artifact\":\"a\","
                + "\"expiresAt\":\"tomorrow\",\"parts\":[]}]}");

        assertThat(marketplace.get("p").uploads().get(0).expiresAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://store.example/a.pxp, https://store.example/a.pxp",
        "http://127.0.0.1:8077/a.pxp, http://127.0.0.1:8077/a.pxp",
        "javascript:alert(1),",
        "file:///etc/passwd,",
        "//store.example/a.pxp,",
    })
    void a_download_link_is_an_http_url_or_ignored(String downloadUrl, String shown) {
        answer("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"uploaded\",\"uploads\":[{\"artifact\":\"a\","
                + "\"downloadUrl\":\"" + downloadUrl + "\",\"parts\":[]}]}");

        assertThat(marketplace.get("p").uploads().get(0).downloadUrl()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"publishId\":\"..\",\"versionId\":\"v\",\"status\":\"x\"}",
                "{\"publishId\":\"p\\n\",\"versionId\":\"v\",\"status\":\"x\"}",
                "{\"publishId\":1,\"versionId\":\"v\",\"status\":\"x\"}",
                "{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":{}}",
                "{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":[{\"artifact\":\"a\",\"parts\":[{}]}]}",
                "{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":[{\"artifact\":\"a\",\"parts\":[{\"number\":0}]}]}",
                "{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":[{\"artifact\":\"a\",\"parts\":[{\"number\":99999}]}]}",
                "{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":[{\"artifact\":\"a\",\"sha256\":\"zz\"}]}",
                "[1,2]",
                "null",
            })
    void json_without_required_members_violates_the_contract(String json) {
        answer(json);

        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("p"));

        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(Vocabulary.SHELL.render(e.code().remedy()))
                .contains("operators of the Marketplace", "px-plugin conformance")
                .doesNotContain("login page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "<html>Sign in</html>",
                "{\"publishId\":\"p\",\"publishId\":\"q\",\"versionId\":\"v\",\"status\":\"x\"}",
            })
    void a_reply_that_is_not_json_is_a_protocol_error(String body) {
        answer(body);

        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("p"));

        assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(e.code().remedy()).contains("login page");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"number\":\"1\"} | /uploads/1/parts/0/number",
                "{\"number\":1},{\"number\":2,\"sha256\":\"ABC\"} | /uploads/1/parts/1/sha256",
            })
    void a_violation_of_the_contract_is_reported_with_its_position(String parts, String pointer) {
        answer("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":[{\"artifact\":\"a\"},"
                + "{\"artifact\":\"b\",\"parts\":[" + parts + "]}]}");

        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("p"));

        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(e.found()).contains(pointer);
    }

    @Test
    void an_oversized_list_is_a_protocol_error() {
        String parts = IntStream.rangeClosed(1, 10_001)
                .mapToObj(number -> "{\"number\":1}")
                .collect(Collectors.joining(","));
        answer("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"x\",\"uploads\":[{\"artifact\":\"a\",\"parts\":["
                + parts + "]}]}");

        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("p"));

        assertThat(e.found()).contains("lists more than 10000 parts");
    }

    @Test
    void versions_of_all_pages_but_only_of_the_channel_are_listed() {
        answer("{\"items\":[" + version("3.0.0", "stable") + "," + version("3.0.0-rc.1", "beta") + ","
                + version("3.0.0-n", "nightly") + "],\"nextCursor\":\"a b&c\"}");
        answer("{\"items\":[" + version("2.0.0", "stable") + "],\"nextCursor\":null}");

        assertThat(marketplace.versions("com.x", Channel.STABLE))
                .extracting(VersionInfo::version)
                .containsExactly("3.0.0", "2.0.0");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void the_list_of_a_server_with_endless_pages_ends() {
        // given a server that always has one more page
        server.setDispatcher(new Dispatcher() {
            private int page;

            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .body("{\"items\":[],\"nextCursor\":\"" + page++ + "\"}")
                        .build();
            }
        });

        // then
        assertThat(marketplace.versions("com.x", Channel.STABLE)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(100);
    }

    @Test
    void a_repeated_cursor_ends_the_list() {
        answer("{\"items\":[],\"nextCursor\":\"a\"}");
        answer("{\"items\":[],\"nextCursor\":\"a\"}");

        assertThat(marketplace.versions("com.x", Channel.STABLE)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    private static String version(String version, String channel) {
        return "{\"versionId\":\"v-" + version + "\",\"version\":\"" + version + "\",\"channel\":\"" + channel
                + "\",\"status\":\"approved\"}";
    }
}
