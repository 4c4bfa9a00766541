package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.Column;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements with arguments, and the handles behind them. */
class PreparedStatementTest extends ServerScene {

    // --- arguments -------------------------------------------------------------------------------------------------

    @Test
    void query_tooFewOrTooManyArguments_failsAndConnectionStaysUsable() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.query("SELECT ?, ?", 1), IllegalArgumentException.class))
                .hasMessageContaining("2 parameters")
                .hasMessageContaining("1 argument");
        assertThat(failure(connection.query("SELECT 1", 1, 2, 3), IllegalArgumentException.class))
                .hasMessageContaining("0 parameters");
        assertUsable(connection);
    }

    @Test
    void query_wrongArgumentCountAgain_isPreparedOnce() {
        MySqlConnection connection = connect();

        failure(connection.query("SELECT ? + 1, ? + 2", 1), IllegalArgumentException.class);
        failure(connection.query("SELECT ? + 1, ? + 2", 1), IllegalArgumentException.class);

        assertThat(row(connection, "SELECT ? + 1, ? + 2", 1, 2).toList()).hasSize(2);
        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("1");
    }

    @Test
    void execute_afterAValueWasRefused_storesWhatItDidBefore() {
        MySqlConnection connection = connect(options -> options.pipelining(Pipelining.OFF));
        String table = createTable(connection, "y YEAR");
        String insert = "INSERT INTO " + table + " VALUES (?)";
        await(connection.execute(insert, "0"));
        failure(connection.execute(insert, "-1"), MySqlServerException.class);
        await(connection.execute(insert, "0"));
        await(connection.executeBatch(insert, List.of(List.of("-1"), List.of("0")), BatchMode.PIPELINED));

        assertThat(await(connection.query("SELECT CAST(y AS CHAR) FROM " + table)).stream()
                        .map(year -> year.getString(0)))
                .containsExactly("2000", "2000", "2000");
    }

    @Test
    void query_argumentOfUnknownType_failsAndConnectionStaysUsable() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.query("SELECT ?", new Object()), IllegalArgumentException.class))
                .hasMessageContaining("java.lang.Object");
        assertUsable(connection);
    }

    @Test
    void query_argumentOutOfRange_failsBeforeAndAfterItIsPrepared() {
        MySqlConnection connection = connect();

        failure(connection.query("SELECT ?", LocalDate.of(10_000, 1, 1)), IllegalArgumentException.class);
        assertThat(text(connection, "SELECT CAST(? AS CHAR)", LocalDate.of(2024, 1, 2)))
                .isEqualTo("2024-01-02");
        failure(connection.query("SELECT CAST(? AS CHAR)", LocalDate.of(10_000, 1, 1)), IllegalArgumentException.class);
        assertUsable(connection);
    }

    @Test
    void query_nullArguments_areNull() {
        MySqlConnection connection = connect();
        @Nullable Object[] nulls = Collections.nCopies(17, null).toArray();
        String marks = "?" + ", ?".repeat(16);

        Row row = row(connection, "SELECT " + marks, nulls);

        assertThat(row.toList()).hasSize(17).containsOnlyNulls();
    }

    @Test
    void query_argumentWithSqlInIt_isAValue() {
        String evil = "' OR 1=1 -- \\' \" `\0\n😀";

        assertThat(text(connect(), "SELECT CONCAT(?, '!')", evil)).isEqualTo(evil + "!");
    }

    @Test
    void query_mixedNulls_keepTheirPlaces() {
        MySqlConnection connection = connect();

        Row row =
                row(connection, "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", 1, null, "c", null, 5L, null, null, 8, null, 10);

        assertThat(row.toList().stream().map(value -> value == null ? null : value.toString()))
                .containsExactly("1", null, "c", null, "5", null, null, "8", null, "10");
    }

    // --- handles ---------------------------------------------------------------------------------------------------

    @Test
    void query_sameStatement_isPreparedOnce() {
        MySqlConnection connection = connect();

        for (int i = 0; i < 5; i++) {
            assertThat(number(connection, "SELECT ? + 1", i)).isEqualTo(i + 1);
        }

        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("1");
        assertThat(status(connection, "Com_stmt_execute")).isEqualTo("5");
    }

    @Test
    void query_moreStatementsThanTheCacheHolds_closesTheOldOnes() {
        MySqlConnection connection = connect(options -> options.statementCacheSize(2));

        for (int i = 0; i < 20; i++) {
            assertThat(number(connection, "SELECT ? + " + i, 1)).isEqualTo(i + 1);
            assertThat(openHandles(connection)).isLessThanOrEqualTo(2);
        }
        assertThat(number(connection, "SELECT ? + 0", 1)).isEqualTo(1);
    }

    @Test
    void query_leastRecentlyUsedStatement_goesFirst() {
        MySqlConnection connection = connect(options -> options.statementCacheSize(2));

        number(connection, "SELECT ? + 1", 1);
        number(connection, "SELECT ? + 2", 1);
        number(connection, "SELECT ? + 1", 1);
        number(connection, "SELECT ? + 3", 1); // the second one has to go
        number(connection, "SELECT ? + 1", 1);

        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("3");
    }

    @Test
    void query_noCache_closesEachStatement() {
        MySqlConnection connection = connect(options -> options.statementCacheSize(0));

        for (int i = 0; i < 3; i++) {
            assertThat(number(connection, "SELECT ? + 1", i)).isEqualTo(i + 1);
        }

        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("3");
        assertThat(openHandles(connection)).isZero();
    }

    private static long openHandles(MySqlConnection connection) {
        return Long.parseLong(status(connection, "Com_stmt_prepare"))
                - Long.parseLong(status(connection, "Com_stmt_close"));
    }

    @Test
    void query_statementThatCannotBePrepared_failsAndConnectionStaysUsable() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.query("SELECT FROM ?", 1), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1064);
        assertUsable(connection);
    }

    @Test
    void query_tableChangedUnderACachedStatement_givesTheNewColumns() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "a INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (5)"));
        String select = "SELECT * FROM " + table + " WHERE ? = 1";
        assertThat(row(connection, select, 1).toList()).containsExactly(5);

        await(connection.execute("ALTER TABLE " + table + " ADD COLUMN b VARCHAR(5) NOT NULL DEFAULT 'new'"));
        Row wider = row(connection, select, 1);
        await(connection.execute("ALTER TABLE " + table + " MODIFY COLUMN a VARCHAR(9), DROP COLUMN b"));
        Row other = row(connection, select, 1);

        assertThat(wider.toList()).containsExactly(5, "new");
        assertThat(other.toList()).containsExactly("5");
        assertThat(other.columns()).extracting(Column::type).containsExactly("VARCHAR");
    }

    @Test
    void prepare_statement_isDescribedAndRunAnyNumberOfTimes() {
        MySqlConnection connection = connect(options -> options.statementCacheSize(0));
        PreparedStatement statement = await(connection.prepare("SELECT ? + 1 AS next, 'x' AS x"));

        assertThat(statement.parameterCount()).isEqualTo(1);
        assertThat(statement.columns()).extracting(Column::name).containsExactly("next", "x");
        for (int i = 0; i < 5; i++) {
            assertThat(await(statement.query(i)).get(0).getInt("next")).isEqualTo(i + 1);
            assertThat(await(statement.query(row -> row.getInt(0), i))).containsExactly(i + 1);
        }
        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("1");
        await(statement.close());
        assertThat(openHandles(connection)).isZero();
        failure(statement.query(1), IllegalStateException.class);
    }

    @Test
    void prepare_errors_areTyped() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.prepare("SELECT FROM"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1064);
        PreparedStatement statement = await(connection.prepare("DO ?"));
        failure(statement.execute(), IllegalArgumentException.class);
        failure(statement.execute(1, 2), IllegalArgumentException.class);
        assertUsable(connection);
    }

    @Test
    void prepare_integerThenText_comparesAsText() {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE t (v VARCHAR(10))"));
        await(connection.execute("INSERT INTO t VALUES ('abc'), ('0')"));
        PreparedStatement statement = await(connection.prepare("SELECT v FROM t WHERE v = ?"));

        await(statement.query(0));

        assertThat(await(statement.query("abc")).stream().map(row -> row.getString(0)))
                .containsExactly("abc");
        assertThat(await(statement.query(0)).stream().map(row -> row.getString(0)))
                .contains("0");
        await(statement.close());
        assertUsable(connection);
    }

    @Test
    void prepare_tableOrSchemaChanged_meansWhatItWouldMeanNow() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "a INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (5)"));
        PreparedStatement all = await(connection.prepare("SELECT * FROM " + table));
        PreparedStatement schema = await(connection.prepare("SELECT DATABASE()"));
        assertThat(await(all.query()).get(0).toList()).containsExactly(5);

        await(connection.execute("ALTER TABLE " + table + " ADD COLUMN b VARCHAR(5) NOT NULL DEFAULT 'new'"));
        assertThat(await(all.query()).get(0).toList()).containsExactly(5, "new");
        await(connection.execute("USE mysql"));

        assertThat(await(schema.query()).get(0).getString(0)).isEqualTo("mysql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "VARCHAR(20)", "DECIMAL(10,2)", "DOUBLE", "BIGINT UNSIGNED"})
    void query_columnRetypedUnderACachedStatement_isDecodedAsItIsNow(String type) {
        MySqlConnection connection = connect();
        String table = createTable(connection, "a INT, z INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (5, 6)"));
        String select = "SELECT a, z FROM " + table + " WHERE z > ?";
        row(connection, select, 1);

        await(connection.execute("ALTER TABLE " + table + " MODIFY COLUMN a " + type));
        Row changed = row(connection, select, 1);
        await(connection.execute("ALTER TABLE " + table + " MODIFY COLUMN a INT"));
        Row back = row(connection, select, 1);

        assertThat(changed.getBigDecimal("a")).isEqualByComparingTo("5");
        assertThat(changed.getInt("z")).isEqualTo(6);
        assertThat(back.toList()).containsExactly(5, 6);
    }

    @Test
    void query_tableDroppedUnderACachedStatement_fails() {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE gone (a INT)"));
        await(connection.query("SELECT * FROM gone WHERE ? = 1", 1));
        await(connection.execute("DROP TEMPORARY TABLE gone"));

        assertThat(failure(connection.query("SELECT * FROM gone WHERE ? = 1", 1), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1146);
        assertUsable(connection);
    }

    @Test
    void query_otherSchema_isAnotherStatement() {
        MySqlConnection connection = connect();
        assertThat(text(connection, "SELECT DATABASE() FROM DUAL WHERE ? = 1", 1))
                .isEqualTo(server.database());

        await(connection.execute("USE mysql"));

        assertThat(text(connection, "SELECT DATABASE() FROM DUAL WHERE ? = 1", 1))
                .isEqualTo("mysql");
    }

    // --- parameters keep the type that they were first used with ---------------------------------------------------

    @Test
    void query_integerThenText_comparesAsText() {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE t (v VARCHAR(10))"));
        await(connection.execute("INSERT INTO t VALUES ('abc'), ('0')"));

        Rows numbers = await(connection.query("SELECT v FROM t WHERE v = ?", 0));
        Rows texts = await(connection.query("SELECT v FROM t WHERE v = ?", "abc"));

        assertThat(numbers.stream().map(row -> row.getString(0))).contains("0");
        assertThat(texts.stream().map(row -> row.getString(0))).containsExactly("abc");
    }

    @Test
    void query_valuesOfEveryClassInTurn_stayWhatTheyAre() {
        MySqlConnection connection = connect();
        BigDecimal precise = new BigDecimal("12345678901234567890.123456789");
        List<Object> values = List.of(1.5, precise, 7L, "é", LocalDate.of(2024, 1, 2), "text", precise, 2.5, "é");

        for (Object value : values) {
            assertThat(text(connection, "SELECT CAST(? AS CHAR)", value)).isEqualTo(value.toString());
            assertThat(text(connection, "SELECT ?", value)).isEqualTo(value.toString());
        }
    }

    @Test
    void query_nullThenText_fixesNoType() {
        MySqlConnection connection = connect();

        assertThat(row(connection, "SELECT ?", (Object) null).isNull(0)).isTrue();
        assertThat(text(connection, "SELECT ?", "é")).isEqualTo("é");
        assertThat(row(connection, "SELECT ?", (Object) null).isNull(0)).isTrue();
        assertThat(text(connection, "SELECT ?", "ü")).isEqualTo("ü");
        assertThat(text(connection, "SELECT ?", 12)).isEqualTo("12");
    }

    /** A prepared statement has at most 65,535 parameters; beyond, the values are in the text. */
    @Test
    void query_moreArgumentsThanAServerPrepares_areTaken() {
        MySqlConnection connection = connect();
        List<Integer> many = IntStream.range(0, 70_000).boxed().toList();

        assertThat(await(connection.query("SELECT 69999 IN (?)", many)).get(0).getInt(0))
                .isEqualTo(1);
    }

    @Test
    void query_halfASurrogatePair_isRefusedAndNothingElse() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.query("SELECT '\ud800'"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(await(connection.query("SELECT '\ud83d\ude00'")).get(0).getString(0))
                .isEqualTo("\ud83d\ude00");
    }

    /** Each length of a list is a statement of its own, and servers keep memory for each of its parameters. */
    @Test
    void listsOfManyLengths_leaveNoMoreOnTheServerThanThereIsRoomFor() {
        MySqlConnection connection = connect();
        long before = kept(connection);
        for (int length = 1_950; length < 2_050; length++) {
            List<Integer> list = IntStream.range(0, length).boxed().toList();
            assertThat(number(connection, "SELECT 7 IN (?)", list)).isEqualTo(1);
        }

        assertThat((kept(connection) - before) * 2_000).isBetween(2_000L, 1L << 14);
        assertUsable(connection);
    }

    private static long kept(MySqlConnection connection) {
        return Long.parseLong(status(connection, "Com_stmt_prepare"))
                - Long.parseLong(status(connection, "Com_stmt_close"));
    }
}
