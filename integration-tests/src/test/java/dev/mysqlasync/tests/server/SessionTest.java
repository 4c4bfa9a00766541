package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TransactionState;
import dev.mysqlasync.driver.WatchedTransport;
import dev.mysqlasync.tests.TestAccount;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The session: what is known of it, and starting it over. */
class SessionTest extends ServerScene {

    private final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    @Test
    void connection_facts_areAsTheServerSaysInSql() {
        MySqlConnection connection = connect();

        assertThat(connection.connectionId()).isEqualTo(number(connection, "SELECT CONNECTION_ID()"));
        assertThat(connection.isMariaDb()).isEqualTo(isMariaDb(connection));
        assertThat(connection.characterSet()).isEqualTo("utf8mb4");
        assertThat(connection.collation()).isEqualTo(text(connection, "SELECT @@collation_connection"));
        assertThat(connection.maxAllowedPacket()).isEqualTo(number(connection, "SELECT @@max_allowed_packet"));
        assertThat(connection.capabilities()).contains("CLIENT_PROTOCOL_41", "CLIENT_DEPRECATE_EOF");
        assertThat(connection.remoteAddress().toString())
                .endsWith(":" + options().build().port());
    }

    /** MariaDB 11 takes this variable out of the list of those that it tells of. */
    @Test
    void collation_changedInSql_isFollowedWhereTheServerTellsIt() {
        MySqlConnection connection = connect();
        assumeThat(text(connection, "SELECT @@session_track_system_variables")).contains("collation_connection");
        await(connection.execute("SET collation_connection = utf8mb4_bin"));

        assertThat(connection.collation()).isEqualTo("utf8mb4_bin");
    }

    @Test
    void trackVariables_namedTwiceOrTrackedAnyway_areToldOnce() {
        MySqlConnection connection = connect(
                options -> options.trackVariables(List.of("SQL_MODE", "time_zone", "wait_timeout", "WAIT_TIMEOUT")));

        await(connection.execute("SET wait_timeout = 4711"));

        assertThat(connection.session().variable("wait_timeout")).contains("4711");
    }

    @Test
    void isReadOnlyTransaction_followsTheTransaction() {
        MySqlConnection connection = connect();
        await(connection.execute("START TRANSACTION READ ONLY"));
        assertThat(connection.isReadOnlyTransaction()).isTrue();
        await(connection.rollback());

        assertThat(connection.isReadOnlyTransaction()).isFalse();
    }

    @Test
    void changeSchema_isTheDefaultSchemaFromThenOn() {
        MySqlConnection connection = connect();
        await(connection.changeSchema("information_schema"));

        assertThat(text(connection, "SELECT DATABASE()")).isEqualTo("information_schema");
        assertThat(connection.session().schema()).contains("information_schema");
        failure(connection.changeSchema("no_such_schema"), MySqlServerException.class);
        assertThat(connection.session().schema()).contains("information_schema");
        assertUsable(connection);
    }

    @Test
    void reset_dropsTheSessionsState_andAppliesTheSettingsAgain() {
        MySqlConnection connection = connect(options -> options.sqlMode("ANSI_QUOTES,STRICT_ALL_TABLES")
                .timeZone("+03:00")
                .collation("utf8mb4_unicode_ci")
                .initStatements(List.of("SET @from_options = 5")));
        String table = createTable(connection, "a INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (?)", 1));
        await(connection.execute("SET @mine = 1, sql_mode = '', time_zone = 'SYSTEM'"));
        await(connection.reset());

        assertThat(connection.isInTransaction()).isFalse();
        assertThat(text(connection, "SELECT @mine")).isNull();
        assertThat(number(connection, "SELECT @from_options")).isEqualTo(5);
        assertThat(text(connection, "SELECT @@sql_mode")).isEqualTo("ANSI_QUOTES,STRICT_ALL_TABLES");
        assertThat(text(connection, "SELECT @@time_zone")).isEqualTo("+03:00");
        assertThat(connection.session().variable("time_zone")).contains("+03:00");
        assertThat(text(connection, "SELECT CONCAT(@@character_set_client, @@character_set_results)"))
                .isEqualTo("utf8mb4utf8mb4");
        assertThat(connection.collation()).isEqualTo("utf8mb4_unicode_ci");
        assertThat(connection.isAutocommit()).isFalse();
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table)).isZero();
        await(connection.rollback());
    }

    @Test
    void reset_takesOneWrite_andPreparedStatementsWorkAfterIt() {
        MySqlConnection connection = connect(options -> options.transport(transport));
        assertThat(number(connection, "SELECT ? + 1", 1)).isEqualTo(2);
        int before = transport.writes();
        await(connection.reset());
        assertThat(transport.writes() - before).isEqualTo(1);

        assertThat(number(connection, "SELECT ? + 1", 2)).isEqualTo(3);
        assertThat(text(connection, "SELECT 'ä€😀'")).isEqualTo("ä€😀");
        assertUsable(connection);
    }

    @Test
    void changeUser_isAnotherUserWithTheSameSettings() {
        MySqlConnection connection = connect(options -> options.timeZone("+03:00"));
        assertThat(number(connection, "SELECT ? + 1", 1)).isEqualTo(2);
        long id = connection.connectionId();
        TestAccount other = anyAccount();
        await(connection.changeUser(other.user(), other.password(), server.database()));

        assertThat(text(connection, "SELECT CURRENT_USER()")).startsWith(other.user() + "@");
        assertThat(text(connection, "SELECT DATABASE()")).isEqualTo(server.database());
        assertThat(text(connection, "SELECT @@time_zone")).isEqualTo("+03:00");
        assertThat(connection.connectionId()).isEqualTo(id);
        assertThat(connection.isAutocommit()).isFalse();
        assertThat(number(connection, "SELECT ? + 1", 2)).isEqualTo(3);
        await(connection.changeUser(server.user(), server.password()));
        assertThat(connection.session().schema()).isEmpty();
        assertThat(text(connection, "SELECT DATABASE()")).isNull();
        assertUsable(connection);
    }

    @Test
    void changeUser_wrongPassword_closesTheConnection() {
        MySqlConnection connection = connect();

        failure(connection.changeUser(anyAccount().user(), "wrong"), MySqlAuthenticationException.class);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void session_variable_isFollowed() {
        MySqlConnection connection = connect(options -> options.trackVariables(List.of("max_error_count")));
        await(connection.execute("SET max_error_count = 7, sql_mode = 'ANSI_QUOTES'"));

        assertThat(connection.session().variable("max_error_count")).contains("7");
        assertThat(connection.session().variable("SQL_MODE")).contains("ANSI_QUOTES");
    }

    @Test
    void trackVariables_unknownName_isNamedByMariaDbAndIgnoredByMySql() {
        boolean mariaDb = connect().isMariaDb();
        var connecting = MySqlConnection.connect(
                options().trackVariables(List.of("no_such_variable")).build());

        if (mariaDb) {
            assertThat(failure(connecting, MySqlConnectException.class)).hasMessageContaining("trackVariables");
        } else {
            await(await(connecting).close());
        }
    }

    @Test
    void session_transaction_isToldStepByStep() {
        MySqlConnection connection = connect(options -> options.trackTransactions(true));
        String table = createTable(connection, "a INT");
        await(connection.execute("START TRANSACTION READ WRITE"));
        assertThat(connection.session().transactionState()).get().matches(TransactionState::isExplicit);
        assertThat(connection.session().transactionCharacteristics()).contains("START TRANSACTION READ WRITE;");
        await(connection.execute("INSERT INTO " + table + " VALUES (1)"));
        assertThat(connection.session().transactionState()).get().matches(TransactionState::hasWritten);
        number(connection, "SELECT COUNT(*) FROM " + table);
        assertThat(connection.session().transactionState())
                .get()
                .matches(TransactionState::hasRead)
                .matches(TransactionState::hasSentRows);
        await(connection.rollback());

        assertThat(connection.session().transactionState()).get().matches(state -> !state.isOpen());
    }

    /** A server without a binary log, or without GTIDs, has none to tell. */
    @Test
    void session_gtids_areThoseOfTheTransaction() {
        MySqlConnection connection = connect(options -> options.trackGtids(true).autocommit(true));
        String table = createTable(connection, "a INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (1)"));
        boolean hasGtids = number(connection, "SELECT @@log_bin") == 1
                && (server.isMariaDb() || "ON".equals(text(connection, "SELECT @@gtid_mode")));

        assertThat(connection.session().lastGtids().isPresent()).isEqualTo(hasGtids);
    }
}
