package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What changes how the session reads statements comes first, whatever way it is sent: what is sent behind it is encoded for it. */
class SwitchedSessionTest extends ServerScene {

    private static final Instant TIME = Instant.parse("2024-01-01T00:00:00Z");

    private final String name = "it_" + UUID.randomUUID().toString().replace('-', '_');

    /** All leave the time zone +05:30. */
    private List<Statement> doors(MySqlConnection connection) {
        await(connection.execute("CREATE PROCEDURE " + name + "(z VARCHAR(9)) SET time_zone = z"));
        dropAfterwards("PROCEDURE " + name);
        await(connection.execute("CREATE FUNCTION " + name
                + "() RETURNS INT DETERMINISTIC NO SQL BEGIN SET time_zone = '+05:30'; RETURN 1; END"));
        dropAfterwards("FUNCTION " + name);
        await(connection.execute("PREPARE switching FROM 'SET time_zone = ''+05:30'''"));
        List<Statement> doors = new ArrayList<>(List.of(
                Statement.of("SET time_zone = '+05:30'"),
                Statement.of("SET time_zone = ?", "+05:30"),
                Statement.of("SET time_zone = :zone").bind("zone", "+05:30"),
                Statement.of("SET time_zone = ?", "+05:30").renderedByClient(),
                Statement.of("/*!40101SET time_zone='+05:30'*/"),
                Statement.of("EXECUTE switching"),
                Statement.of("CALL " + name + "('+05:30')"),
                Statement.of("CALL " + name + "(?)", "+05:30"),
                Statement.of("SELECT " + name + "()"),
                Statement.of("SELECT " + name + "() WHERE 1 = ?", 1),
                Statement.of("DO 1; SET time_zone = '+05:30'")));
        if (isMariaDb(connection)) {
            doors.add(Statement.of("EXECUTE IMMEDIATE ?", "SET time_zone = '+05:30'"));
            doors.add(Statement.of("BEGIN NOT ATOMIC SET time_zone = '+05:30'; END"));
        }
        return doors;
    }

    private MySqlConnection connectForAll() {
        return connect(options -> options.multiStatements(true).autocommit(true).timeZone("+00:00"));
    }

    @Test
    void timeZone_changedByAnyDoor_isTheOneThatTheNextStatementIsEncodedFor() {
        MySqlConnection connection = connectForAll();
        for (Statement door : doors(connection)) {
            await(connection.execute("SET time_zone = '+00:00'"));
            CompletableFuture<?> switched = connection.results(door);
            CompletableFuture<Rows> prepared = connection.query("SELECT UNIX_TIMESTAMP(?)", TIME);
            CompletableFuture<Rows> rendered = connection.query(
                    Statement.of("SELECT UNIX_TIMESTAMP(?)", TIME).renderedByClient());

            await(switched);
            assertThat(await(prepared).get(0).getLong(0)).as(door.sql()).isEqualTo(TIME.getEpochSecond());
            assertThat(await(rendered).get(0).getLong(0)).as(door.sql()).isEqualTo(TIME.getEpochSecond());
        }
    }

    @Test
    void timeZone_changedInAFlight_isTheOneThatTheRestIsEncodedFor() {
        MySqlConnection connection = connectForAll();
        for (Statement door : doors(connection)) {
            await(connection.execute("SET time_zone = '+00:00'"));
            List<StatementOutcome> outcomes = await(connection.pipeline(
                    Statement.of("SELECT UNIX_TIMESTAMP(?)", TIME),
                    door,
                    Statement.of("SELECT UNIX_TIMESTAMP(?)", TIME),
                    Statement.of("SELECT UNIX_TIMESTAMP(:t)").bind("t", TIME)));

            assertThat(List.of(epoch(outcomes.get(0)), epoch(outcomes.get(2)), epoch(outcomes.get(3))))
                    .as(door.sql())
                    .containsOnly(TIME.getEpochSecond());
        }
    }

    private static long epoch(StatementOutcome outcome) {
        return ((Rows) outcome.results().get(0)).get(0).getLong(0);
    }

    @Test
    void timeZone_changedByAPreparedStatementOfTheUser_isTheOneThatTheNextStatementIsEncodedFor() {
        MySqlConnection connection = connectForAll();
        PreparedStatement switching = await(connection.prepare("SET time_zone = ?"));
        CompletableFuture<?> switched = switching.execute("+05:30");
        CompletableFuture<Rows> behind = connection.query("SELECT UNIX_TIMESTAMP(?)", TIME);

        await(switched);
        assertThat(await(behind).get(0).getLong(0)).isEqualTo(TIME.getEpochSecond());
    }

    @Test
    void sqlMode_changedByAPreparedStatement_isTheOneThatTheNextIsRenderedFor() {
        MySqlConnection connection = connect();
        await(connection.execute("SET sql_mode = ?", ""));
        String harmful = ", (SELECT CURRENT_USER()) -- ";
        CompletableFuture<?> switched = connection.execute("SET sql_mode = ?", "NO_BACKSLASH_ESCAPES");
        CompletableFuture<Rows> rendered = connection.query(
                Statement.of("SELECT 'C:\\', 'why?', ?", harmful).renderedByClient());

        await(switched);
        assertThat(await(rendered).get(0).toList()).containsExactly("C:\\", "why?", harmful);
    }

    @Test
    void sqlMode_changedByAStatementOfTheSameText_makesTheClientRefuseToRender() {
        MySqlConnection connection = connect(options -> options.multiStatements(true));
        String sql = "SET sql_mode = 'NO_BACKSLASH_ESCAPES'; SELECT 'C:\\', 'why?', ?";

        assertThat(failure(
                        connection.query(Statement.of(sql, ", (SELECT CURRENT_USER()) -- ")
                                .renderedByClient()),
                        IllegalArgumentException.class))
                .hasMessageContaining("send them one by one");
        assertThat(text(connection, "SELECT @@sql_mode")).doesNotContain("NO_BACKSLASH_ESCAPES");
    }

    @Test
    void timeZone_perhapsChangedByAStatementOfTheSameText_makesTheClientRefuseToRenderPointsInTime() {
        MySqlConnection connection = connectForAll();
        await(connection.execute("CREATE PROCEDURE " + name + "() SET time_zone = '+05:30'"));
        dropAfterwards("PROCEDURE " + name);
        Statement both = Statement.of("CALL " + name + "(); SELECT UNIX_TIMESTAMP(?)", TIME)
                .renderedByClient();

        assertThat(failure(connection.results(both), IllegalArgumentException.class))
                .hasMessageContaining("send them one by one");
    }

    @Test
    void characterSet_changedByAPreparedStatement_executesNothingBehindIt() {
        MySqlConnection observer = connect(options -> options.autocommit(true));
        String table = createTable(observer, "v VARCHAR(9)");
        MySqlConnection connection = connect(options -> options.autocommit(true));
        CompletableFuture<?> switched = connection.execute("SET character_set_client = ?", "gbk");
        CompletableFuture<?> behind = connection.execute("INSERT INTO " + table + " VALUES ('é')");

        failure(switched, MySqlSecurityException.class);
        failure(behind);
        assertThat(number(observer, "SELECT COUNT(*) FROM " + table)).isZero();
    }

    @Test
    void timeZone_changedByEachRowOfABatch_isTheOneThatTheNextRowIsEncodedFor() {
        MySqlConnection connection = connectForAll();
        String table = createTable(connection, "seconds BIGINT");
        await(connection.execute("CREATE PROCEDURE " + name + "(zone VARCHAR(9), t DATETIME) BEGIN INSERT INTO " + table
                + " VALUES (UNIX_TIMESTAMP(t)); SET time_zone = zone; END"));
        dropAfterwards("PROCEDURE " + name);
        List<List<Object>> rows = List.of(List.of("+05:30", TIME), List.of("-03:00", TIME), List.of("+00:00", TIME));
        await(connection.executeBatch("CALL " + name + "(?, ?)", rows));

        assertThat(await(connection.query("SELECT seconds FROM " + table, row -> row.getLong(0))))
                .hasSize(3)
                .containsOnly(TIME.getEpochSecond());
    }

    /** No text shows what a trigger does: it is found out when it has happened. */
    @Test
    void timeZone_changedByATriggerUnderValuesThatDependOnIt_endsTheConnectionAndSaysWhy() {
        MySqlConnection observer = connect(options -> options.autocommit(true));
        String table = createTable(observer, "a INT");
        await(observer.execute(
                "CREATE TRIGGER " + name + " BEFORE INSERT ON " + table + " FOR EACH ROW SET time_zone = '+05:30'"));
        MySqlConnection connection = connectForAll();
        assertThat(number(connection, "SELECT UNIX_TIMESTAMP(?)", TIME)).isEqualTo(TIME.getEpochSecond());
        List<StatementOutcome> outcomes = await(connection.pipeline(
                Statement.of("INSERT INTO " + table + " VALUES (1)"), Statement.of("SELECT UNIX_TIMESTAMP(?)", TIME)));

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(((StatementOutcome.Failure) outcome).cause()).hasMessageContaining("time zone"));
        MySqlConnection alone = connectForAll();
        await(alone.execute("INSERT INTO " + table + " VALUES (1)"));
        assertThat(number(alone, "SELECT UNIX_TIMESTAMP(?)", TIME)).isEqualTo(TIME.getEpochSecond());
    }
}
