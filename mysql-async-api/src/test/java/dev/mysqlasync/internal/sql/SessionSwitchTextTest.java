package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSwitchTextTest {

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
    void mayChangeNames_theWordUse_isTrue(String sql) {
        assertThat(SessionSwitchText.mayChangeNames(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET sql_mode = ''",
                "SET @@SESSION.SQL_MODE='ANSI'",
                "SET `sql_mode` = ''",
                "set names gbk",
                "SET a = 1, NAMES gbk",
                "SET/**/NAMES gbk",
                "SET CHARACTER SET gbk",
                "SET charset gbk",
                "SET character_set_client = gbk",
                "SET @@collation_connection = utf8mb4_bin",
                "/*!40101SET NAMES gbk*/",
                "SET sql_mode = ?",
                "EXECUTE s",
                "EXECUTE IMMEDIATE 'SET NAMES gbk'"
            })
    void mayChangeNames_sqlModeAndCharacterSets_isTrue(String sql) {
        assertThat(SessionSwitchText.mayChangeNames(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "SET autocommit=0",
                "SELECT names, charset FROM t",
                "UPDATE t SET sql_modes = 1, nickname = 2",
                "u",
                "us",
                "SELECT user FROM users",
                "SELECT cause, house_use, use_count, `$use` FROM t",
                "SELECT * FROM t USE INDEX (a)",
                "SELECT * FROM t use\n key (a)"
            })
    void mayChangeNames_otherWordsAndIndexHints_isFalse(String sql) {
        assertThat(SessionSwitchText.mayChangeNames(sql)).isFalse();
    }
}
