package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlUncommittedException;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.SessionReset;
import dev.mysqlasync.Statement;
import dev.mysqlasync.driver.WatchedTransport;
import dev.mysqlasync.tests.TestAccount;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one user leaves behind in a session does not reach the next one. */
class PoolSessionTest extends PoolScene {

    /** Has a user do something, and gives the id of the connection. */
    private static long use(MySqlPool pool, String... statements) {
        return await(lent(pool, connection -> {
            CompletableFuture<?> done = CompletableFuture.completedFuture(null);
            for (String statement : statements) {
                done = done.thenCompose(before -> connection.results(statement));
            }
            return done.thenApply(all -> connection.connectionId());
        }));
    }

    /** A user who releases the connection himself, with changes that are not committed or without. */
    private static <T> CompletableFuture<T> lent(MySqlPool pool, Function<MySqlConnection, CompletionStage<T>> work) {
        return pool.acquire()
                .thenCompose(connection -> work.apply(connection).whenComplete((done, failure) -> connection.close()));
    }

    private static void assertSame(MySqlPool pool, long connectionId) {
        assertThat(number(pool, "SELECT CONNECTION_ID()"))
                .as("the same session")
                .isEqualTo(connectionId);
    }

    @Test
    void userVariable_doesNotReachTheNextUser() {
        MySqlPool pool = poolOfOne();
        long id = use(pool, "SET @secret = 'x'");

        assertThat(text(pool, "SELECT @secret")).isNull();
        assertSame(pool, id);
    }

    @Test
    void sequence_readInTheMannerOfOracle_tellsTheNextUserNothing() {
        if (!server.isMariaDb()) {
            return; // no other server has sequences
        }
        MySqlConnection connection = connect(options -> options.autocommit(true));
        String sequence = "it_" + UUID.randomUUID().toString().replace('-', '_');
        await(connection.execute("CREATE SEQUENCE " + sequence));
        dropAfterwards("SEQUENCE " + sequence);
        MySqlPool pool = pool(options().sqlMode("ORACLE"), options -> options.maxSize(1));

        assertThat(number(pool, "SELECT " + sequence + ".nextval")).isEqualTo(1);
        assertThat(text(pool, "SELECT " + sequence + ".currval")).isNull();
    }

    @Test
    void systemVariables_areAsTheOptionsSay() {
        MySqlPool pool = pool(options().timeZone("+03:00"), options -> options.maxSize(1));
        String settings = "SELECT CONCAT(@@sql_mode, @@time_zone, @@collation_connection, @@"
                + (server.isMariaDb() ? "tx_isolation)" : "transaction_isolation)");
        String before = text(pool, settings);
        long id = use(
                pool,
                "SET time_zone = '-11:00', sql_mode = 'NO_BACKSLASH_ESCAPES'",
                "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
                "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED");

        assertThat(text(pool, settings)).isEqualTo(before).contains("+03:00utf8mb4");
        assertSame(pool, id);
    }

    @Test
    void temporaryTable_doesNotReachTheNextUser() {
        MySqlPool pool = poolOfOne();
        long id = use(pool, "CREATE TEMPORARY TABLE leftover (v INT)");

        assertThat(failure(pool.query("SELECT * FROM leftover"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1146);
        assertSame(pool, id);
    }

    @Test
    void namedLock_isFreeForTheNextUser() {
        MySqlPool pool = poolOfOne();
        String lock = "pool_" + UUID.randomUUID();
        long id = use(pool, "DO GET_LOCK('" + lock + "', 0)");
        assertSame(pool, id);

        assertThat(number(connect(), "SELECT GET_LOCK(?, 5)", lock)).isEqualTo(1);
    }

    @Test
    void lockedTable_isFreeForOthers() {
        MySqlConnection other = connect(options -> options.autocommit(true));
        String table = createTable(other, "v INT");
        MySqlPool pool = poolOfOne();
        long id = use(pool, "LOCK TABLES " + table + " WRITE");
        assertSame(pool, id);

        await(other.execute("INSERT INTO " + table + " VALUES (1)"));
    }

    @Test
    void schema_isTheOptionsAgain() {
        MySqlPool pool = pool(options(), options -> options.maxSize(1));
        long id = use(pool, "USE mysql");

        assertThat(text(pool, "SELECT DATABASE()")).isEqualTo(server.database());
        assertSame(pool, id);
    }

    @Test
    void schema_noneInTheOptions_isNoneAgain() {
        MySqlPool pool = pool(options().database(null), options -> options.maxSize(1));
        use(pool, "USE mysql");

        assertThat(text(pool, "SELECT DATABASE()")).isNull();
    }

    @Test
    void account_changedByAUser_isTheOptionsAgain() {
        MySqlPool pool = poolOfOne();
        TestAccount other = anyAccount();
        await(pool.withConnection(connection -> connection.changeUser(other.user(), other.password(), null)));

        assertThat(text(pool, "SELECT USER()")).startsWith(server.user() + "@");
    }

    @Test
    void transaction_leftOpen_isRolledBackAndTold() {
        String table = createTable(connect(), "v INT");
        List<Long> rolledBack = new CopyOnWriteArrayList<>();
        MySqlPool pool = pool(options -> options.maxSize(1).listener(new PoolListener() {
            @Override
            public void rolledBack(long connectionId) {
                rolledBack.add(connectionId);
            }
        }));

        long id = use(pool, "START TRANSACTION", "INSERT INTO " + table + " VALUES (1)");

        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isZero();
        assertSame(pool, id);
        assertThat(rolledBack).containsExactly(id);
    }

    @Test
    void transaction_leftOpenWithoutReset_isRolledBack() {
        String table = createTable(connect(), "v INT");
        MySqlPool pool = pool(options -> options.maxSize(1).resetOnRelease(SessionReset.NEVER));

        long id = use(pool, "SET @kept = 'x'", "INSERT INTO " + table + " VALUES (1)");

        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isZero();
        assertThat(text(pool, "SELECT @kept")).as("not started over").isEqualTo("x");
        assertSame(pool, id);
        assertThat(number(pool, "SELECT @@autocommit")).isEqualTo(1);
    }

    /** What a view does cannot be seen in the text of the statement, and the server does not tell of locks. */
    @Test
    void lockThatAViewTakes_isReleasedWhereEverySessionStartsOver() {
        MySqlConnection outside = connect();
        String view = createTable(outside, "v INT") + "_view";
        await(outside.execute("CREATE VIEW " + view + " AS SELECT GET_LOCK('" + view + "', 0) AS taken"));
        dropAfterwards("VIEW " + view);
        MySqlPool pool = pool(options -> options.maxSize(1).resetOnRelease(SessionReset.ALWAYS));

        assertThat(number(pool, "SELECT taken FROM " + view)).isEqualTo(1);

        assertThat(number(outside, "SELECT GET_LOCK('" + view + "', 10)")).isEqualTo(1);
    }

    @Test
    void oneShotVerbs_leaveNothingEither() {
        MySqlPool pool = poolOfOne();
        await(pool.execute("SET @secret = 'x'"));
        await(pool.execute("SET autocommit = 0"));

        assertThat(text(pool, "SELECT @secret")).isNull();
        assertThat(number(pool, "SELECT @@autocommit")).isEqualTo(1);
    }

    @Test
    void preparedStatements_runAgainAfterAReset() {
        MySqlPool pool = poolOfOne();

        List<Long> answers = Stream.iterate(1L, i -> i + 1)
                .limit(5)
                .peek(i -> await(pool.execute("SET @secret = 'x'")))
                .map(i -> number(pool, "SELECT ? + 1", i))
                .toList();

        assertThat(answers).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void oneShotVerb_thatLeavesNothing_costsOneCommand() {
        WatchedTransport transport = new WatchedTransport();
        try (transport) {
            String table = createTable(connect(), "v INT");
            MySqlPool pool = pool(options().transport(transport), options -> options.maxSize(1));
            number(pool, "SELECT COUNT(*) FROM " + table + " WHERE v = ?", 1);
            await(pool.execute("INSERT INTO " + table + " VALUES (?)", 1));
            int writes = transport.writes();

            for (int i = 0; i < 10; i++) {
                number(pool, "SELECT COUNT(*) FROM " + table + " WHERE v = ?", i);
                await(pool.execute("INSERT INTO " + table + " VALUES (?)", i));
            }

            assertThat(transport.writes() - writes).isEqualTo(20);
        }
    }

    @Test
    void batch_onRows_leavesTheSessionAsItIs() {
        String table = createTable(connect(), "role INT");
        MySqlPool pool = poolOfOne();
        await(pool.execute("INSERT INTO " + table + " VALUES (1)"));
        long id = number(pool, "SELECT CONNECTION_ID()");

        await(pool.executeBatch("UPDATE " + table + " SET role = ?", List.of(List.of(2), List.of(3))));

        assertSame(pool, id);
        assertThat(number(pool, "SELECT role FROM " + table)).isEqualTo(3);
        assertThat(await(pool.query("SHOW WARNINGS"))).isEmpty();
    }

    @Test
    void transaction_ofAPool_leavesPreparedStatementsInPlace() {
        WatchedTransport transport = new WatchedTransport();
        try (transport) {
            String table = createTable(connect(), "v INT");
            MySqlPool pool = pool(options().transport(transport), options -> options.maxSize(1));
            insertInTransaction(pool, table);
            number(pool, "SELECT COUNT(*) FROM " + table);
            int writes = transport.writes();

            insertInTransaction(pool, table);

            assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isEqualTo(2);
            assertThat(transport.writes() - writes)
                    .as("begin, insert, commit, autocommit on, count")
                    .isEqualTo(5);
        }
    }

    private static void insertInTransaction(MySqlPool pool, String table) {
        await(pool.inTransaction(transaction -> transaction.execute("INSERT INTO " + table + " VALUES (?)", 1)));
    }

    @Test
    void insertId_doesNotReachTheNextUser() {
        String table = createTable(connect(), "id INT AUTO_INCREMENT PRIMARY KEY");
        MySqlPool pool = poolOfOne();

        assertThat(await(pool.execute("INSERT INTO " + table + " VALUES ()")).lastInsertId())
                .isEqualTo(1);

        assertThat(number(pool, "SELECT LAST_INSERT_ID()")).isZero();
    }

    @Test
    void warningsAndErrors_doNotReachTheNextUser() {
        MySqlPool pool = poolOfOne();

        await(pool.query("SELECT CAST('secret' AS SIGNED)"));
        assertThat(await(pool.query("SHOW WARNINGS"))).isEmpty();
        failure(pool.query("SELECT * FROM secret"), MySqlServerException.class);
        assertThat(await(pool.query("SHOW WARNINGS"))).isEmpty();
    }

    @Test
    void whatATriggerLeaves_doesNotReachTheNextUser() {
        MySqlConnection owner = connect(options -> options.autocommit(true));
        String table = createTable(owner, "v INT");
        await(owner.execute(
                "CREATE TRIGGER " + table + "_tr BEFORE INSERT ON " + table + " FOR EACH ROW SET @secret = NEW.v"));
        MySqlPool pool = poolOfOne();

        await(pool.execute("INSERT INTO " + table + " VALUES (5)"));

        assertThat(text(pool, "SELECT @secret")).isNull();
    }

    @Test
    void whatAStoredFunctionLeaves_doesNotReachTheNextUser() {
        MySqlConnection owner = connect(options -> options.autocommit(true));
        String function = createTable(owner, "v INT") + "_f";
        await(owner.execute("CREATE FUNCTION " + function
                + "() RETURNS INT NO SQL BEGIN SET @secret = 1; RETURN GET_LOCK('" + function + "', 0); END"));
        dropAfterwards("FUNCTION " + function);
        MySqlPool pool = poolOfOne();

        assertThat(number(pool, "SELECT " + function + "()")).isEqualTo(1);

        assertThat(text(pool, "SELECT @secret")).isNull();
        assertThat(number(owner, "SELECT IS_FREE_LOCK('" + function + "')")).isEqualTo(1);
    }

    @Test
    void autocommit_ofABorrowedConnection_isTheOptions() {
        MySqlPool off = poolOfOne();
        MySqlPool on = pool(options().autocommit(true), options -> options.maxSize(1));

        assertThat(await(off.withConnection(connection -> connection.query("SELECT @@autocommit")))
                        .get(0)
                        .getInt(0))
                .isZero();
        assertThat(await(on.withConnection(connection -> connection.query("SELECT @@autocommit")))
                        .get(0)
                        .getInt(0))
                .isEqualTo(1);
    }

    @Test
    void oneShotVerb_isCommittedThoughAutocommitIsOff() {
        String table = createTable(connect(), "v INT");
        MySqlPool pool = poolOfOne();

        await(pool.execute("INSERT INTO " + table + " VALUES (?)", 1));

        assertThat(number(connect(), "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
    }

    @Test
    void connection_usedAfterItsRelease_isRefused() {
        MySqlPool pool = poolOfOne();
        MySqlConnection connection = await(pool.acquire());
        var cursor = connection.cursor();
        await(connection.close());
        await(connection.close());

        assertThatThrownBy(() -> connection.query("SELECT 1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.commit()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cursor.execute("SELECT 1")).isInstanceOf(IllegalStateException.class);
        assertThat(connection.isOpen()).isFalse();
        assertThat(number(pool, "SELECT 1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO %s VALUES (1) RETURNING id",
                "/* all */ REPLACE INTO %s VALUES (1) RETURNING id",
                "DELETE FROM %s WHERE id = 0 RETURNING id",
                "SET STATEMENT max_statement_time=9 FOR INSERT INTO %s VALUES (1) RETURNING id"
            })
    void changesOfReturning_areToldWhenTheyAreRolledBack(String sql) {
        assumeTrue(server.isMariaDb(), "MySQL has no RETURNING");
        MySqlConnection owner = connect();
        String table = createTable(owner, "id INT PRIMARY KEY");
        await(owner.execute("INSERT INTO " + table + " VALUES (0)"));
        await(owner.commit());
        String statement = sql.formatted(table);

        assertRolledBack(true, connection -> connection.query(statement));
        assertRolledBack(true, connection -> connection.execute(statement));
        assertRolledBack(true, connection -> connection.prepare(statement).thenCompose(PreparedStatement::query));
        assertRolledBack(true, connection -> connection.cursor().execute(statement));
        assertRolledBack(true, connection -> allOf(connection.streamingCursor(), Statement.of(statement)));
        assertRolledBack(
                false, connection -> connection.query(statement + ", 1").thenCompose(r -> connection.rollback()));
        assertRolledBack(
                false, connection -> connection.query("DELETE FROM " + table + " WHERE id = 9 RETURNING 'INSERT'"));
        assertRolledBack(false, connection -> connection.query("SELECT 'INSERT' FROM " + table));
    }

    private static CompletableFuture<?> allOf(Cursor cursor, Statement statement) {
        return cursor.execute(statement).thenCompose(Cursor::fetchAll).thenCompose(rows -> cursor.close());
    }

    private void assertRolledBack(boolean expected, Function<MySqlConnection, CompletionStage<?>> work) {
        List<Long> rolledBack = new CopyOnWriteArrayList<>();
        MySqlPool pool = pool(options -> options.maxSize(1).listener(new PoolListener() {
            @Override
            public void rolledBack(long connectionId) {
                rolledBack.add(connectionId);
            }
        }));
        long id = await(lent(
                pool,
                connection -> connection
                        .autocommit(false)
                        .thenCompose(done -> work.apply(connection))
                        .thenApply(done -> connection.connectionId())));
        assertSame(pool, id);
        assertThat(rolledBack).hasSize(expected ? 1 : 0);
    }

    @Test
    void withConnection_changesLeftUncommitted_failsAndSoTheyAreNotThere() {
        MySqlPool pool = poolOfOne();
        String table = createTable(connect(), "id INT PRIMARY KEY");
        String insert = "INSERT INTO " + table + " VALUES (1)";

        failure(pool.withConnection(connection -> connection.execute(insert)), MySqlUncommittedException.class);
        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isZero();
        await(pool.withConnection(connection -> connection.execute(insert).thenCompose(done -> connection.commit())));
        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
        await(pool.withConnection(connection -> connection.query("SELECT COUNT(*) FROM " + table)));
    }
}
