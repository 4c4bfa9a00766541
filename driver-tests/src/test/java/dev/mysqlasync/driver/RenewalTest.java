package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.SessionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sessions that start over: reset, another user, another schema. */
class RenewalTest {

    private static final String SET = "QUERY SET NAMES";

    /** Keeps all commands, and leaves the answers of the second set-up to the test. */
    private static final class Patient extends Manners {
        private int setUps;

        @Override
        boolean settingUp(Peer peer, String command) {
            setUps += command.startsWith(SET) ? 1 : 0;
            return setUps <= 1 && super.settingUp(peer, command);
        }
    }

    private static List<String> beginnings(List<String> commands) {
        return commands.stream()
                .map(command -> command.substring(0, Math.min(command.length(), SET.length())))
                .toList();
    }

    @Test
    void reset_sendsTheSettingsInTheSameFlight_andHoldsWhatIsBehind() {
        Patient manners = new Patient();
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection();
            int before = scene.writes();
            CompletableFuture<Void> reset = scene.watch(connection.reset());
            scene.watch(connection.execute("DO 1"));
            scene.run();
            assertThat(beginnings(scene.peer().takeCommands()))
                    .containsExactly("RESET_CONNECTIO", SET, "QUERY SELECT CO");
            assertThat(scene.writes() - before).isEqualTo(1);
            scene.peer().send(ServerBytes.okAnswer());
            scene.peer().send(ServerBytes.okAnswer());
            scene.run();
            assertThat(reset).isNotDone();
            scene.send(manners.factsAgain(scene.peer()));

            assertThat(reset).isCompleted();
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void reset_asksForAutocommitAnew() {
        try (Scene scene = new Scene(new Patient())) {
            scene.watch(scene.connection(options -> options.autocommit(true)).reset());
            scene.run();

            assertThat(scene.peer().commands().get(1)).contains("autocommit=1");
        }
    }

    @Test
    void reset_notPipelined_goesOneByOne() {
        Patient manners = new Patient();
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection(options -> options.pipelining(Pipelining.OFF));
            CompletableFuture<Void> reset = scene.watch(connection.reset());
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("RESET_CONNECTION");
            scene.send(ServerBytes.okAnswer());
            assertThat(beginnings(scene.peer().takeCommands())).containsExactly(SET);
            scene.send(ServerBytes.okAnswer());
            scene.send(manners.factsAgain(scene.peer()));

            assertThat(reset).isCompleted();
        }
    }

    @Test
    void reset_preparedStatement_isPreparedAnew() {
        Patient manners = new Patient();
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.execute("DO ?", 1));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 0, 1));
            scene.send(ServerBytes.okAnswer());
            scene.watch(connection.reset());
            scene.run();
            scene.peer().send(ServerBytes.okAnswer());
            scene.peer().send(ServerBytes.okAnswer());
            scene.send(manners.factsAgain(scene.peer()));
            scene.peer().takeCommands();
            scene.watch(connection.execute("DO ?", 1));
            scene.run();

            assertThat(scene.peer().commands()).containsExactly("PREPARE DO ?");
        }
    }

    @Test
    void reset_refused_failsAndLeavesTheConnectionUsable() {
        Patient manners = new Patient();
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> reset = scene.watch(connection.reset());
            scene.run();
            scene.peer().send(ServerBytes.errorAnswer(1047));
            scene.peer().send(ServerBytes.okAnswer());
            scene.send(manners.factsAgain(scene.peer()));

            assertThat(scene.failure(reset, MySqlServerException.class).errorCode())
                    .isEqualTo(1047);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void reset_settingsRefused_closesTheConnection() {
        Patient manners = new Patient();
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> reset = scene.watch(connection.reset());
            CompletableFuture<Rows> behind = scene.watch(connection.query("SELECT 1"));
            scene.run();
            scene.peer().send(ServerBytes.okAnswer());
            scene.peer().send(ServerBytes.errorAnswer(1298));
            scene.send(manners.factsAgain(scene.peer()));

            assertThat(scene.failure(reset, MySqlServerException.class).errorCode())
                    .isEqualTo(1298);
            assertThat(connection.isOpen()).isFalse();
            assertThat(scene.failure(behind)).hasMessageContaining("the statement was not sent");
        }
    }

    @Test
    void changeUser_provesItselfAndSendsTheSettings() {
        Patient manners = new Patient();
        try (Scene scene = new Scene(manners)) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> changed = scene.watch(connection.changeUser("other", "pw", "shop"));
            scene.watch(connection.execute("DO 1"));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("CHANGE_USER other");
            scene.send(ServerBytes.from(1).authSwitch("mysql_native_password", Manners.NONCE));
            assertThat(scene.peer().takeCommands()).hasSize(1); // the proof
            scene.send(ServerBytes.from(3).ok(0));
            assertThat(beginnings(scene.peer().takeCommands())).containsExactly(SET, "QUERY SELECT CO");
            scene.peer().send(ServerBytes.okAnswer());
            scene.send(manners.factsAgain(scene.peer()));

            assertThat(changed).isCompleted();
            assertThat(connection.session().schema()).contains("shop");
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void changeUser_refused_closesTheConnection() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> changed = scene.watch(connection.changeUser("other", "wrong"));
            scene.run();
            scene.send(ServerBytes.from(1).error(1045, "28000", "Access denied"));

            scene.failure(changed, MySqlAuthenticationException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void changeSchema_holdsWhatIsBehind() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> changed = scene.watch(connection.changeSchema("shop"));
            scene.watch(connection.execute("DO 1"));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("INIT_DB shop");
            scene.send(ServerBytes.okAnswer());

            assertThat(changed).isCompleted();
            assertThat(connection.session().schema()).contains("shop");
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void changeSchema_unknown_failsAndStays() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> changed = scene.watch(connection.changeSchema("no"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(1049));

            scene.failure(changed, MySqlServerException.class);
            assertThat(connection.session().schema()).isEmpty();
        }
    }

    @Test
    void session_showsWhatTheServerTells() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.execute("BEGIN"));
            scene.run();
            List<SessionChange> told = new ArrayList<>();
            told.add(new SessionChange.Gtids("a:1"));
            told.add(new SessionChange.TransactionState("T_______"));
            told.add(new SessionChange.TransactionCharacteristics("START TRANSACTION;"));
            told.add(new SessionChange.SystemVariable("max_error_count", "3"));
            scene.send(ServerBytes.answer().ok(0, told.toArray(SessionChange[]::new)));

            assertThat(connection.session().lastGtids()).contains("a:1");
            assertThat(connection.session().transactionState())
                    .hasValueSatisfying(state -> assertThat(state.isExplicit()).isTrue());
            assertThat(connection.session().transactionCharacteristics()).contains("START TRANSACTION;");
            assertThat(connection.session().variable("MAX_ERROR_COUNT")).contains("3");
            assertThat(connection.session().variable("time_zone")).contains("SYSTEM");
            assertThat(connection.session().variable("no_such")).isEmpty();
        }
    }

    @Test
    void session_gtidInAVariable_isFoundAsMariaDbTellsIt() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            MySqlConnection connection = scene.connection(options -> options.trackGtids(true));
            scene.watch(connection.execute("DO 1"));
            scene.run();
            scene.send(ServerBytes.answer(ServerBytes.MARIADB)
                    .ok(0, new SessionChange.SystemVariable("last_gtid", "0-1-42")));

            assertThat(connection.session().lastGtids()).contains("0-1-42");
        }
    }
}
