package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE note",
                "drop schema if exists old cascade",
                "TRUNCATE note",
                "ALTER TABLE note DROP COLUMN text",
                "ALTER TABLE note RENAME COLUMN a TO b",
                "DELETE FROM note",
                "UPDATE note SET text = NULL"
            })
    void statements_that_delete_data_or_break_the_previous_version_are_destructive(String statement) {
        assertThat(SqlScript.destructiveStatements("CREATE TABLE a (id int);\n" + statement + ";"))
                .containsExactly(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE drop_table (id int)",
                "ALTER TABLE note ADD COLUMN text text",
                "DROP INDEX note_text",
                "DELETE FROM note WHERE id = 1",
                "UPDATE note SET text = '' WHERE id = 1",
                "INSERT INTO note VALUES ('DROP TABLE note; DELETE FROM note')",
                "/* DROP TABLE note; */ SELECT 1",
                "SELECT 1 -- ; DROP TABLE note"
            })
    void other_statements_are_not(String statement) {
        assertThat(SqlScript.destructiveStatements(statement)).isEmpty();
    }

    @Test
    void hostile_scripts_take_little_time() {
        assertThat(SqlScript.destructiveStatements("'" + "''".repeat(300_000) + "/*".repeat(100_000)))
                .isEmpty();
        assertThat(SqlScript.destructiveStatements("ALTER TABLE " + "DROP ".repeat(100_000)))
                .hasSize(1);
    }
}
