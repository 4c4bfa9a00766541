package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.Row;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results and values of unusual size, and those that are too large. */
class LimitTest extends ServerScene {

    private static final int LARGE = 40 << 20;

    /** A server started for the occasion has its default, which is less than what the listed servers allow. */
    @BeforeEach
    void letTheServerTakeLargeValues() {
        MySqlConnection connection = connect();
        if (number(connection, "SELECT @@GLOBAL.max_allowed_packet") < 2 * LARGE) {
            await(connection.execute("SET GLOBAL max_allowed_packet = " + 2 * LARGE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void query_4096Columns_areAllThere(StatementForm form) {
        MySqlConnection connection = connect();

        Row row = await(connection.query(form.sql("7" + ", 1".repeat(4094) + ", 9"), form.arguments()))
                .get(0);

        assertThat(row.columns()).hasSize(4096);
        assertThat(row.getInt(0)).isEqualTo(7);
        assertThat(row.getInt(4094)).isEqualTo(1);
        assertThat(row.getInt(4095)).isEqualTo(9);
        assertUsable(connection);
    }

    @Test
    void query_4096Nulls_areAllNull() {
        MySqlConnection connection = connect();
        Object[] arguments = Collections.nCopies(4096, (Object) 1).toArray();
        arguments[4095] = null;

        Row row = row(connection, "SELECT ?" + ", ?".repeat(4095), arguments);

        assertThat(row.isNull(4095)).isTrue();
        assertThat(row.isNull(4094)).isFalse();
    }

    @Test
    void query_40MiBAsText_goThereAndBack() {
        MySqlConnection connection = connect();
        String letters = letters();

        assertThat(text(connection, "SELECT '" + letters + "'").equals(letters)).isTrue();
        assertUsable(connection);
    }

    @Test
    void query_40MiBAsParameter_goThereAndBack() {
        MySqlConnection connection = connect();
        String letters = letters();

        assertThat(Objects.equals(text(connection, "SELECT ?", letters), letters))
                .isTrue();
        assertUsable(connection);
    }

    @Test
    void query_40MiBOfBytes_goIntoATableAndBack() {
        MySqlConnection connection = connect();
        byte[] bytes = new byte[LARGE];
        new SplittableRandom(40).nextBytes(bytes);
        await(connection.execute("CREATE TEMPORARY TABLE large (v LONGBLOB)"));

        await(connection.execute("INSERT INTO large VALUES (?)", (Object) bytes));

        assertThat(row(connection, "SELECT v FROM large").getBytes(0)).isEqualTo(bytes);
        assertThat(row(connection, "SELECT v FROM large WHERE ? = 1", 1).getBytes(0))
                .isEqualTo(bytes);
    }

    private static String letters() {
        byte[] letters = new byte[LARGE];
        SplittableRandom random = new SplittableRandom(41);
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    /** Where packets are split: a row, and a command, of 16 MiB - 1 bytes, and one byte to either side. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void query_packetsAtTheSplit_areWhole(int more) {
        MySqlConnection connection = connect();
        int row = 0xFFFFFF - 4 + more; // four bytes tell the length

        assertThat(number(connection, "SELECT LENGTH('" + "x".repeat(0xFFFFFF - 18 + more) + "')"))
                .isEqualTo(0xFFFFFF - 18 + more);
        assertThat(text(connection, "SELECT REPEAT('x', " + row + ")").length()).isEqualTo(row);
        assertUsable(connection);
    }

    // --- too large -------------------------------------------------------------------------------------------------

    @Test
    void query_commandOverMaxAllowedPacket_failsAndConnectionStaysUsable() {
        MySqlConnection connection = connect(options -> options.maxAllowedPacket(2048));

        MySqlLimitException failure =
                failure(connection.query("SELECT '" + "x".repeat(2048) + "'"), MySqlLimitException.class);

        assertThat(failure.option()).isEqualTo("maxAllowedPacket");
        assertThat(failure.isFatal()).isFalse();
        assertThat(failure.isSafeToRetry()).isTrue();
        assertUsable(connection);
    }

    @Test
    void query_argumentsOverMaxAllowedPacket_failAndConnectionStaysUsable() {
        MySqlConnection connection = connect(options -> options.maxAllowedPacket(2048));

        failure(connection.query("SELECT ?", "x".repeat(2048)), MySqlLimitException.class);
        assertThat(text(connection, "SELECT ?", "short")).isEqualTo("short");
        failure(connection.query("SELECT ?", "x".repeat(2048)), MySqlLimitException.class);

        assertUsable(connection);
    }

    @ParameterizedTest
    @EnumSource
    void query_resultOverMaxResultBytes_failsAndConnectionStaysUsable(StatementForm form) {
        MySqlConnection connection = connect(options -> options.maxResultBytes(2048));

        MySqlLimitException failure =
                failure(connection.query(form.sql("REPEAT('x', 4096)"), form.arguments()), MySqlLimitException.class);

        assertThat(failure.option()).isEqualTo("maxResultBytes");
        assertThat(failure.isFatal()).isFalse();
        assertUsable(connection);
    }

    /** Not when it has ended: the connection would be given up before that. */
    @Test
    void query_resultOverMaxResultBytes_isStoppedOnTheServer() {
        MySqlConnection connection = connect(options -> options.maxResultBytes(1 << 20));

        failure(
                connection.query("SELECT REPEAT('x', 2000000) AS a UNION ALL SELECT SLEEP(30)"),
                MySqlLimitException.class);

        assertUsable(connection);
    }

    @Test
    void query_of4097Columns_isRead() {
        MySqlConnection connection = connect();

        var rows = await(connection.query("SELECT 1" + ", 1".repeat(4096)));

        assertThat(rows.columns()).hasSize(4097);
        assertThat(rows.get(0).getInt(4096)).isEqualTo(1);
    }

    @Test
    void query_resultOverMaxResultBytes_canBeMapped() {
        MySqlConnection connection = connect(options -> options.maxResultBytes(2048));

        assertThat(await(connection.query(
                        "SELECT REPEAT('x', 4096)", row -> row.getString(0).length())))
                .containsExactly(4096);
    }

    @Test
    void execute_resultOverMaxResultBytes_isDropped() {
        MySqlConnection connection = connect(options -> options.maxResultBytes(2048));

        assertThat(await(connection.execute("SELECT REPEAT('x', 4096)")).affectedRows())
                .isZero();
        assertUsable(connection);
    }

    @Test
    void query_rowOverMaxRowSize_failsAndClosesTheConnection() {
        MySqlConnection connection = connect(options -> options.maxRowSize(2048));

        MySqlLimitException failure = failure(connection.query("SELECT REPEAT('x', 4096)"), MySqlLimitException.class);

        assertThat(failure.option()).isEqualTo("maxRowSize");
        assertThat(failure.isFatal()).isTrue();
        assertThat(connection.isOpen()).isFalse();
    }

    // --- cells that cannot be read ---------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void query_zeroDate_failsThatReadAlone(StatementForm form) {
        MySqlConnection connection = connect(options -> options.sqlMode(""));
        await(connection.execute("CREATE TEMPORARY TABLE dates (a INT, d DATE, b VARCHAR(5))"));
        await(connection.execute("INSERT INTO dates VALUES (1, '0000-00-00', 'x'), (2, '2024-02-29', 'y')"));

        var rows = await(connection.query(form.sql("a, d, b FROM dates"), form.arguments()));

        Row zero = rows.get(0);
        assertThat(catchThrowable(() -> zero.getLocalDate("d")))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("'d'");
        assertThat(zero.getString("d")).isEqualTo("0000-00-00");
        assertThat(zero.getInt("a")).isEqualTo(1);
        assertThat(zero.getString("b")).isEqualTo("x");
        assertThat(rows.get(1).getLocalDate("d")).isEqualTo("2024-02-29");
        assertUsable(connection);
    }

    @ParameterizedTest
    @EnumSource
    void query_mapperThatReadsAWrongType_failsThatQueryAlone(StatementForm form) {
        MySqlConnection connection = connect();

        assertThat(failure(connection.query(form.sql("'abc' AS word"), row -> row.getInt(0), form.arguments())))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("word");
        assertUsable(connection);
    }
}
