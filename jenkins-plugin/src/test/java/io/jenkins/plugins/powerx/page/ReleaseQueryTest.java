package io.jenkins.plugins.powerx.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseQueryTest {
    @Test
    void links_keep_the_whole_view_and_encode_foreign_text() {
        ReleaseQuery query = query(Map.of("q", "a&b=\"<x>", "page", "3", "channel", "beta"));

        assertThat(query.getLink()).isEqualTo("?q=a%26b%3D%22%3Cx%3E&channel=beta&page=3");
        assertThat(query.page(4)).endsWith("&page=4");
        assertThat(query.page(1)).doesNotContain("page=");
        assertThat(query.with("channel", null)).isEqualTo("?q=a%26b%3D%22%3Cx%3E");
        assertThat(query.with("state", "failed")).contains("channel=beta").doesNotContain("page=");
    }

    @Test
    void a_header_sorts_and_then_reverses() {
        assertThat(query(Map.of()).sortedBy("queue")).isEqualTo("?sort=-queue");
        assertThat(query(Map.of("sort", "-queue")).sortedBy("queue")).isEqualTo("?sort=queue");
        assertThat(query(Map.of("sort", "-queue")).direction("queue")).isEqualTo("descending");
        assertThat(query(Map.of("sort", "-queue")).direction("plugin")).isEqualTo("none");
        assertThat(query(Map.of()).direction("changed")).isEqualTo("descending");
    }

    @Test
    void the_link_of_a_count_of_waiting_versions_shows_the_longest_first() {
        assertThat(query(Map.of("channel", "beta", "page", "3")).waiting("open"))
                .isEqualTo("?channel=beta&state=open&sort=-queue");
        assertThat(query(Map.of("state", "open", "sort", "-queue")).waiting("open"))
                .isEqualTo("?");
        assertThat(query(Map.of("state", "open", "sort", "by")).waiting("open")).isEqualTo("?sort=by");
    }

    @Test
    void the_link_of_a_live_count_switches_its_filter_on_and_off() {
        assertThat(query(Map.of()).live("beta")).isEqualTo("?state=live&channel=beta");
        assertThat(query(Map.of("state", "live", "channel", "beta")).live("beta"))
                .isEqualTo("?");
    }

    @Test
    void parameters_that_do_not_exist_are_not_kept() {
        assertThat(query(Map.of("javascript", "alert(1)", "q", " ")).getLink()).isEqualTo("?");
        assertThat(query(Map.of("size", "5000")).getSize()).isEqualTo(1_000);
        assertThat(query(Map.of("size", "none")).getSize()).isEqualTo(ReleaseQuery.SIZE);
    }

    @Test
    void only_what_restricts_the_list_counts_as_a_filter() {
        assertThat(query(Map.of("sort", "queue", "page", "2", "size", "25")).isFiltered())
                .isFalse();
        assertThat(query(Map.of("within", "24h")).isFiltered()).isTrue();
    }

    private static ReleaseQuery query(Map<String, String> parameters) {
        return new ReleaseQuery(parameters::get);
    }
}
