package dev.mysqlasync.internal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SetupSqlTest {

    private static final int ON = StatusFlag.SERVER_STATUS_AUTOCOMMIT;
    private static final int OFF = 0;

    private final MySqlOptionsBuilder options = MySqlOptions.builder().user("app");

    private List<String> statements(int status) {
        return all(SetupSql.of(options.build(), status, 0));
    }

    private static List<String> all(SetupSql setup) {
        return Stream.concat(Stream.of(setup.settings()), setup.others().stream())
                .toList();
    }

    @Test
    void statements_serverThatTracks_areToldOfWhatTheDriverMustKnow() {
        String set = SetupSql.of(options.build(), OFF, Capability.CLIENT_SESSION_TRACK)
                .settings();

        assertThat(set)
                .startsWith("SET NAMES utf8mb4, session_track_schema=1, session_track_state_change=1,"
                        + " session_track_system_variables='")
                .contains("sql_mode", "time_zone", "character_set_client");
    }

    @Test
    void statements_byDefault_turnAutocommitOff() {
        assertThat(statements(ON)).containsExactly("SET NAMES utf8mb4, autocommit=0");
    }

    @Test
    void statements_autocommitAsItIsAlready_leaveItOut() {
        assertThat(statements(OFF)).containsExactly("SET NAMES utf8mb4");
    }

    @Test
    void statements_autocommitWanted_turnItOnWhereItIsOff() {
        options.autocommit(true);

        assertThat(statements(OFF)).containsExactly("SET NAMES utf8mb4, autocommit=1");
        assertThat(statements(ON)).containsExactly("SET NAMES utf8mb4");
    }

    @Test
    void statements_autocommitLeftToTheServer_leaveItAlone() {
        options.autocommit(Autocommit.SERVER);

        assertThat(statements(ON)).containsExactly("SET NAMES utf8mb4");
        assertThat(statements(OFF)).containsExactly("SET NAMES utf8mb4");
    }

    @Test
    void statements_variables_standInOneSet() {
        options.collation("utf8mb4_bin")
                .sqlMode("ANSI_QUOTES,STRICT_ALL_TABLES")
                .timeZone("Europe/Berlin");

        assertThat(statements(OFF))
                .containsExactly("SET NAMES utf8mb4 COLLATE 'utf8mb4_bin', sql_mode='ANSI_QUOTES,STRICT_ALL_TABLES',"
                        + " time_zone='Europe/Berlin'");
    }

    @Test
    void statements_isolation_precedesTheInitStatements() {
        options.isolation(IsolationLevel.REPEATABLE_READ).initStatements(List.of("SET @a=1", "SET @b=2"));

        assertThat(statements(OFF))
                .containsExactly(
                        "SET NAMES utf8mb4",
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                        "SET @a=1",
                        "SET @b=2");
    }

    private String tracking(long family) {
        return SetupSql.of(options.build(), OFF, Capability.CLIENT_SESSION_TRACK | family)
                .settings();
    }

    @Test
    void statements_trackedVariables_followThoseOfTheDriver() {
        options.trackVariables(List.of("max_error_count", "sql_auto_is_null"));

        assertThat(tracking(0)).contains(",sql_mode,max_error_count,sql_auto_is_null'");
    }

    @Test
    void statements_gtids_areAskedForAsTheServerHasThem() {
        options.trackGtids(true);

        assertThat(tracking(Capability.CLIENT_LONG_PASSWORD)).endsWith("sql_mode', session_track_gtids='OWN_GTID'");
        assertThat(tracking(0)).endsWith("sql_mode,last_gtid'");
    }

    @Test
    void statements_transactions_areAskedFor() {
        options.trackTransactions(true);

        assertThat(tracking(0)).endsWith(", session_track_transaction_info='CHARACTERISTICS'");
    }

    @Test
    void again_whateverAutocommitIs_setsIt() {
        assertThat(all(SetupSql.again(options.build(), 0))).containsExactly("SET NAMES utf8mb4, autocommit=0");
        assertThat(all(SetupSql.again(options.autocommit(true).build(), 0)))
                .containsExactly("SET NAMES utf8mb4, autocommit=1");
        assertThat(all(SetupSql.again(options.autocommit(Autocommit.SERVER).build(), 0)))
                .containsExactly("SET NAMES utf8mb4");
    }
}
