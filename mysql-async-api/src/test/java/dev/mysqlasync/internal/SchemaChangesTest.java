package dev.mysqlasync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaChangesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USE a",
                "use a",
                "  Use\ta",
                "USE`a`",
                "/* why */USE a",
                "-- why\nuse a",
                "/*!50000 USE a*/",
                "SELECT 1;USE a",
                "BEGIN; use a; COMMIT",
                "use",
                "EXECUTE IMMEDIATE 'USE a'"
            })
    void mayFollow_theWordUse_isTrue(String sql) {
        assertThat(SchemaChanges.mayFollow(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "u",
                "us",
                "SELECT user FROM users",
                "SELECT cause, house_use, use_count, `$use` FROM t",
                "SELECT * FROM t USE INDEX (a)",
                "SELECT * FROM t use\n key (a)"
            })
    void mayFollow_otherWordsAndIndexHints_isFalse(String sql) {
        assertThat(SchemaChanges.mayFollow(sql)).isFalse();
    }
}
