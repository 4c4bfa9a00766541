package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.CallResult;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored procedures. */
class ProcedureTest extends ServerScene {

    /** The name of a new procedure that has to be quoted, dropped after the test. */
    private String createOddlyNamed(MySqlConnection connection, String parametersAndBody) {
        String name = "it p`" + UUID.randomUUID().toString().replace('-', '_');
        String quoted = "`" + name.replace("`", "``") + "`";
        await(connection.execute("CREATE PROCEDURE " + quoted + parametersAndBody));
        dropAfterwards("PROCEDURE " + quoted);
        return name;
    }

    @Test
    void call_inOutAndInout_givesWhatCameOut() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(
                connection,
                "(IN a INT, OUT b VARCHAR(20) CHARACTER SET utf8mb4, INOUT c DECIMAL(10,2), OUT d BIGINT UNSIGNED)"
                        + " BEGIN SET b = CONCAT('é', a); SET c = c + 0.5; SET d = 18446744073709551615; END");
        CallResult result = await(connection.call(name, 7, null, new BigDecimal("1.25"), null));
        Row out = result.outParameters().orElseThrow();

        assertThat(out.getString("b")).isEqualTo("é7");
        assertThat(out.getString("c")).isEqualTo("1.75");
        assertThat(out.getString("d")).isEqualTo("18446744073709551615");
        assertThat(result.results()).isEmpty();
        assertUsable(connection);
    }

    @Test
    void call_resultsAndOutParameters_areToldApart() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(
                connection,
                "(IN a INT, OUT b INT) BEGIN SELECT a AS one; SELECT a + 1 AS two UNION SELECT 9; SET b = 5; END");
        CallResult result = await(connection.call("test." + name, 1, null));

        assertThat(result.results()).hasSize(2);
        assertThat(result.results().get(0).get(0).getInt("one")).isEqualTo(1);
        assertThat(result.results().get(1).size()).isEqualTo(2);
        assertThat(result.outParameters().orElseThrow().getInt("b")).isEqualTo(5);
        assertUsable(connection);
    }

    @ParameterizedTest
    @EnumSource
    void bitsThatComeOut_areTheirNumbers(OutParameters way) {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(
                connection,
                "(OUT few BIT(8), INOUT flag BIT(1), OUT all64 BIT(64), OUT none BIT(8)) BEGIN"
                        + " SET few = b'101'; SET flag = b'0'; SET all64 = 18446744073709551615; END");
        Row out = way.of(connection, name, null, true, null, null);

        assertThat(out.getInt("few")).isEqualTo(5);
        assertThat(out.getBytes("few")).containsExactly(5);
        assertThat(out.getBoolean("flag")).isFalse();
        assertThat(out.get("flag", Boolean.class)).isFalse();
        assertThat(out.getBigInteger("all64")).isEqualTo("18446744073709551615");
        assertThat(out.getUnsignedLong("all64")).isEqualTo(-1);
        assertThat(out.isNull("none")).isTrue();
        assertUsable(connection);
    }

    /** The ways to get at OUT parameters. */
    enum OutParameters {
        CALL {
            @Override
            Row of(MySqlConnection connection, String procedure, @Nullable Object... arguments) {
                return await(connection.call(procedure, arguments))
                        .outParameters()
                        .orElseThrow();
            }
        },
        CURSOR {
            @Override
            Row of(MySqlConnection connection, String procedure, @Nullable Object... arguments) {
                return fetched(connection.cursor(), procedure, arguments);
            }
        },
        STREAMING_CURSOR {
            @Override
            Row of(MySqlConnection connection, String procedure, @Nullable Object... arguments) {
                return fetched(connection.streamingCursor(), procedure, arguments);
            }
        };

        abstract Row of(MySqlConnection connection, String procedure, @Nullable Object... arguments);

        private static Row fetched(Cursor cursor, String procedure, @Nullable Object... arguments) {
            Row row = await(cursor.callProcedure(procedure, arguments).thenCompose(called -> cursor.fetchOne()));
            await(cursor.close());
            return Objects.requireNonNull(row);
        }
    }

    @Test
    void labelsThatComeOut_areText() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(
                connection,
                "(OUT one ENUM('ä','b') CHARACTER SET utf8mb4, INOUT several SET('x','y') CHARACTER SET utf8mb4)"
                        + " BEGIN SET one = 'ä'; SET several = CONCAT(several, ',y'); END");
        Row out = await(connection.call(name, null, "x")).outParameters().orElseThrow();

        assertThat(out.toList()).containsExactly("ä", "x,y");
    }

    /** What the documentation says of strings. */
    @Test
    void stringsThatComeOut_areBytesFromMySqlUnlessAskedForAsTextOrSelected() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(
                connection, "(OUT s VARCHAR(9) CHARACTER SET utf8mb4) BEGIN SET s = 'ä'; SELECT s; END");
        CallResult result = await(connection.call(name, (Object) null));
        Row out = result.outParameters().orElseThrow();

        assertThat(out.getObject(0)).isEqualTo(isMariaDb(connection) ? "ä" : "ä".getBytes(StandardCharsets.UTF_8));
        assertThat(out.getString(0)).isEqualTo("ä");
        assertThat(result.results().get(0).get(0).getObject(0)).isEqualTo("ä");
    }

    @Test
    void bitsOfAMapper_areTheirNumbers() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(connection, "(OUT few BIT(8)) SET few = b'101'");
        String quoted = "`" + name.replace("`", "``") + "`";

        assertThat(await(connection.query("CALL " + quoted + "(?)", row -> row.getInt(0), (Object) null)))
                .containsExactly(5);
    }

    @Test
    void bitsOfARow_areTakenAsTheyAre() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "b BIT(8)");
        await(connection.execute("INSERT INTO " + table + " VALUES (b'110101'), (b'110000')"));
        String name = createOddlyNamed(
                connection, "(OUT few BIT(8)) BEGIN SELECT * FROM " + table + " LIMIT 1; SET few = b'101'; END");
        CallResult result = await(connection.call(name, (Object) null));

        assertThat(result.results().get(0).get(0).getInt(0)).isEqualTo(0b110101);
        assertThat(result.outParameters().orElseThrow().getInt(0)).isEqualTo(5);
        assertThat(await(connection.query("SELECT * FROM " + table + " WHERE 1 = ?", row -> row.getInt(0), 1)))
                .containsExactly(0b110101, 0b110000);
    }

    @Test
    void call_withoutParameters_givesResultsAndEffect() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "a INT");
        String name = createOddlyNamed(
                connection, "() BEGIN SELECT 1 AS one; INSERT INTO " + table + " VALUES (1), (2); END");
        CallResult result = await(connection.call(name));

        assertThat(result.results()).hasSize(1);
        assertThat(result.outParameters()).isEmpty();
        assertThat(result.effect().affectedRows()).isEqualTo(2);
        await(connection.rollback());
    }

    @Test
    void call_calledAgain_givesNewValues() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(connection, "(IN a INT, OUT b INT) SET b = a * 2");

        for (int i = 0; i < 3; i++) {
            assertThat(await(connection.call(name, i, null))
                            .outParameters()
                            .orElseThrow()
                            .getInt(0))
                    .isEqualTo(i * 2);
        }
    }

    @Test
    void call_errorInside_failsAndStaysUsable() {
        MySqlConnection connection = connect();
        String name = createOddlyNamed(
                connection,
                "(OUT b INT) BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 30001, MESSAGE_TEXT = 'no';"
                        + " END");

        assertThat(failure(connection.call(name, (Object) null), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(30001);
        assertUsable(connection);
    }

    @Test
    void call_unknown_fails() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.call("no_such_procedure", 1), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1305);
        assertUsable(connection);
    }
}
