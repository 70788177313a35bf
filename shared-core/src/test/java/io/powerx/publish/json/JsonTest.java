package io.powerx.publish.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1} {\"a\": 2}", "{\"a\": 1}]", "{\"a\": 1}x", "{\"a\": 1, \"a\": 2}"})
    void a_document_that_readers_understand_differently_is_rejected(String text) {
        assertThatThrownBy(() -> Json.mapper().readTree(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void white_space_may_follow_a_document() throws Exception {
        assertThat(Json.mapper().readTree(" {\"a\": 1}\r\n\n").path("a").intValue())
                .isOne();
    }

    @Test
    void what_some_servers_append_to_a_reply_is_ignored() throws Exception {
        assertThat(Json.lenient().readTree("{\"a\": 1}\n--\n").path("a").intValue())
                .isOne();
    }
}
