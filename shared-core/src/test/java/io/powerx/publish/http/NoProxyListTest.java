package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyListTest {
    private static final String LIST =
            "intern.example, .corp.example,*.lab.example,10.1.0.0/16 ,fd00::/8,store.example:9000,192.0.2.7";

    @ParameterizedTest
    @CsvSource({
        "intern.example, 443, true",
        "deep.intern.example, 443, true",
        "notintern.example, 443, false",
        "INTERN.Example, 443, true",
        "corp.example, 443, true",
        "a.corp.example, 443, true",
        "x.lab.example, 443, true",
        "10.1.255.3, 443, true",
        "10.2.0.1, 443, false",
        "[fd12::1], 443, true",
        "[fe80::1], 443, false",
        "store.example, 9000, true",
        "store.example, 443, false",
        "192.0.2.7, 80, true",
        "192.0.2.70, 80, false",
        "localhost, 8077, true",
        "127.0.0.5, 8077, true",
        "[::1], 8077, true",
    })
    void names_suffixes_blocks_and_ports_are_matched(String host, int port, boolean direct) {
        assertThat(new NoProxyList(LIST).covers(host, port)).isEqualTo(direct);
    }

    @Test
    void a_star_covers_everything() {
        assertThat(new NoProxyList("*").covers("any.example", 443)).isTrue();
    }

    @Test
    void malformed_items_cover_nothing() {
        NoProxyList list = new NoProxyList("10.0.0.0/99,/8,:,::::/1,");

        assertThat(list.covers("10.0.0.1", 443)).isFalse();
        assertThat(list.covers("any.example", 443)).isFalse();
    }
}
