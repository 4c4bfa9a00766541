package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value as a literal leaves in a column what it leaves as a parameter. */
class LiteralTest extends ServerScene {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("BIGINT", null),
                arguments("TINYINT", true),
                arguments("TINYINT", Byte.MIN_VALUE),
                arguments("SMALLINT", Short.MIN_VALUE),
                arguments("INT", Integer.MIN_VALUE),
                arguments("BIGINT", Long.MIN_VALUE),
                arguments("BIGINT UNSIGNED", new BigInteger("18446744073709551615")),
                arguments("DECIMAL(65)", BigInteger.TEN.pow(64)),
                arguments("DECIMAL(65,30)", new BigDecimal("-12345.000000000000000000000000000001")),
                arguments("DECIMAL(10,2)", new BigDecimal("1E+3")),
                arguments("DOUBLE", 0.1),
                arguments("DOUBLE", -0.0),
                arguments("DOUBLE", Double.MAX_VALUE),
                arguments("DOUBLE", -Double.MIN_NORMAL),
                arguments("DOUBLE", Double.MIN_VALUE),
                arguments("DOUBLE", 1e22),
                arguments("FLOAT", 0.1f),
                arguments("FLOAT", Float.MAX_VALUE),
                arguments("DOUBLE", 0.1f),
                arguments("VARCHAR(9)", ""),
                arguments("VARCHAR(9)", "it's \\ \0"),
                arguments("CHAR(9) CHARACTER SET latin1", "é\\"),
                arguments("VARCHAR(9)", 'x'),
                arguments("BLOB", new byte[] {0, '\'', '\\', (byte) 0xFF}),
                arguments("BLOB", new byte[0]),
                arguments("VARCHAR(9)", new byte[] {'4', '2'}),
                arguments("INT", new byte[] {'4', '2'}),
                arguments("BLOB", ByteBuffer.wrap(new byte[] {1, 2})),
                arguments("BLOB", new float[] {1.5f, -0.0f}),
                arguments("DATE", LocalDate.of(9999, 12, 31)),
                arguments("DATE", LocalDate.of(0, 1, 1)),
                arguments("DATETIME(6)", LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000)),
                arguments("DATETIME", LocalDateTime.of(1000, 1, 1, 0, 0)),
                arguments("TIME(6)", LocalTime.of(1, 2, 3, 4_000)),
                arguments("TIME(6)", Duration.ofHours(-838).minusSeconds(3599)),
                arguments("TIME(6)", Duration.ofNanos(-1_000)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void mogrify_value_leavesInAColumnWhatTheParameterLeaves(String type, @Nullable Object value) {
        MySqlConnection connection = connect(options -> options.autocommit(true));
        String table = createTable(connection, "p " + type + ", l " + type);
        await(connection.execute("INSERT INTO " + table + " (p) VALUES (?)", value));
        String update = connection.mogrify("UPDATE " + table + " SET l = ?", value);
        assertThat(await(connection.execute(update)).warningCount()).isZero();
        assertThat(number(connection, "SELECT p <=> l AND HEX(p) <=> HEX(l) FROM " + table))
                .as(update)
                .isEqualTo(1);
        String find = "SELECT COUNT(*) FROM " + table + " WHERE p <=> ?";
        assertThat(number(connection, connection.mogrify(find, value))).isEqualTo(number(connection, find, value));
    }

    /** Where the grammar takes a plain string alone, a backslash is written as the session reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "NO_BACKSLASH_ESCAPES"})
    void renderedByClient_backslash_standsWhereAPlainStringDoes(String mode) {
        MySqlConnection connection = connect(options -> options.autocommit(true).sqlMode(mode));
        String table = createTable(connection, "a INT");
        for (String comment : List.of("it's plain", "a\\b", "it''s \\\\' too")) {
            await(connection.execute(
                    Statement.of("ALTER TABLE " + table + " COMMENT ?", comment).renderedByClient()));
            assertThat(text(
                            connection,
                            "SELECT table_comment FROM information_schema.tables WHERE table_name = ?",
                            table))
                    .isEqualTo(comment);
        }
        await(connection.execute(Statement.of("ALTER TABLE " + table + " ADD b VARCHAR(9) DEFAULT (?)", "a\\b")
                .renderedByClient()));
        await(connection.execute(
                Statement.of("ALTER TABLE " + table + " ADD c ENUM(?)", "c\\d").renderedByClient()));
        await(connection.execute("INSERT INTO " + table + " (a, c) VALUES (1, 1)"));

        assertThat(row(connection, "SELECT b, c FROM " + table).toList()).containsExactly("a\\b", "c\\d");
        assertThat(failure(connection.execute(Statement.of("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ?", "e\\f")
                        .renderedByClient())))
                .hasMessageContaining("e\\f");
    }

    /** Under the other mode the string would end elsewhere. */
    @Test
    void renderedByClient_backslashBeforeTheEndOfAPlainString_isRefusedWhereItDoesNotEscape() {
        MySqlConnection connection = connect(options -> options.sqlMode("NO_BACKSLASH_ESCAPES"));
        Statement show = Statement.of("SHOW TABLES LIKE ?", "\\").renderedByClient();

        assertThat(failure(connection.query(show), IllegalArgumentException.class))
                .hasMessageContaining("NO_BACKSLASH_ESCAPES");
        assertUsable(connection);
    }

    /** No column can hold such a time; MariaDB computes with it all the same. */
    @Test
    void mogrify_timeBeyondAnyColumn_isAnErrorOnMySql() {
        MySqlConnection connection = connect();
        String sql = connection.mogrify("SELECT ?", Duration.ofHours(839).minusNanos(1_000));
        if (isMariaDb(connection)) {
            assertThat(text(connection, sql)).isEqualTo("838:59:59.999999");
        } else {
            assertThatThrownBy(() -> await(connection.query(sql))).hasMessageContaining("Incorrect TIME value");
        }
    }
}
