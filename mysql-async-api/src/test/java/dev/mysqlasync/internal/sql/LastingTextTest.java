package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastingTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE admin",
                "set default role admin",
                "SET RESOURCE GROUP batch",
                "SELECT 1; SET ROLE admin",
                "EXECUTE IMMEDIATE 'SET ROLE admin'",
                "BEGIN NOT ATOMIC SET ROLE admin; END",
            })
    void mayChangeRole_yes(String sql) {
        assertThat(LastingText.mayChangeRole(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE users SET role = f(?)",
                "INSERT INTO users SET role = ?",
                "SET @roles = 1",
                "CREATE TABLE role (id INT)",
                "GRANT admin TO somebody",
            })
    void mayChangeRole_no(String sql) {
        assertThat(LastingText.mayChangeRole(sql)).isFalse();
    }

    @Test
    void isXa() {
        assertThat(LastingText.isXa("/* a */ xa prepare 'b'")).isTrue();
        assertThat(LastingText.isXa("SELECT xa FROM t")).isFalse();
    }
}
