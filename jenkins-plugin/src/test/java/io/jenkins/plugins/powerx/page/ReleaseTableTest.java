package io.jenkins.plugins.powerx.page;

import static io.jenkins.plugins.powerx.page.Publishes.hoursAgo;
import static io.jenkins.plugins.powerx.page.Publishes.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.example\")",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "|calc",
                "%0A",
                "  =1+1",
                "\t=1",
                "\r=1",
                "\uFF1D1+1",
                "\u00A0=1"
            })
    void a_text_that_a_spreadsheet_would_calculate_stays_a_text(String text) {
        assertThat(ReleaseTable.cell(text)).startsWith("\"'").endsWith("\"");
    }

    @Test
    void ordinary_cells_are_not_changed() {
        assertThat(ReleaseTable.cell("1.0.0-rc.1")).isEqualTo("1.0.0-rc.1");
        assertThat(ReleaseTable.cell("a, \"b\"")).isEqualTo("\"a, \"\"b\"\"\"");
        assertThat(ReleaseTable.cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(ReleaseTable.cell(-5)).isEqualTo("-5");
        assertThat(ReleaseTable.cell(null)).isEmpty();
    }

    @Test
    void every_line_has_a_cell_for_each_column() throws IOException {
        StringBuilder table = new StringBuilder();

        ReleaseTable.write(
                table,
                new Publishes()
                        .add(
                                "team/note",
                                "com.example.note",
                                "1.0.0",
                                "beta",
                                submitted("queued", hoursAgo(3), hoursAgo(3)))
                        .list(Map.of())
                        .getMatching(),
                "https://ci.example.com/");

        String[] lines = table.toString().split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[1].split(",", -1)).hasSameSizeAs(lines[0].split(",", -1));
        assertThat(lines[1])
                .startsWith("com.example.note,Name of com.example.note,1.0.0,beta,production,queued,")
                .contains(",10740,")
                .contains(",Alex,team/note,1,https://ci.example.com/job/team/note/1/powerx-release/,");
    }
}
