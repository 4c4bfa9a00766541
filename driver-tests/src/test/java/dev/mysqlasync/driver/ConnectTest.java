package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.HandshakeResponse41;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The way from nothing to a connection that takes statements. */
class ConnectTest {

    @Test
    void connect_mysql_isOpenAndKnowsTheServer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();

            assertThat(connection.isOpen()).isTrue();
            assertThat(connection.serverVersion()).isEqualTo("9.7.4");
            assertThat(connection.connectionId()).isEqualTo(72);
        }
    }

    @Test
    void connect_mariaDb_isOpenAndReadsTheVersionWithoutItsPrefix() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            MySqlConnection connection = scene.connection();

            assertThat(connection.isOpen()).isTrue();
            assertThat(connection.serverVersion()).isEqualTo("11.8.2-MariaDB");
        }
    }

    @Test
    void connect_anyServer_takesNoTimeOfItsOwn() {
        try (Scene scene = new Scene()) {
            scene.connection();

            assertThat(scene.loop().clock().elapsed()).isZero();
        }
    }

    @Test
    void login_withDatabase_namesUserDatabaseAndProgram() {
        try (Scene scene = new Scene()) {
            scene.connection(options -> options.database("shop").programName("till"));

            HandshakeResponse41 login = scene.peer().login();
            assertThat(login.user()).isEqualTo("app");
            assertThat(login.database()).isEqualTo("shop");
            assertThat(login.attributes()).containsEntry("program_name", "till");
        }
    }

    @Test
    void login_mysql_asksForNothingThatTheServerDoesNotOffer() {
        long offered = ServerBytes.MYSQL & ~Capability.CLIENT_CONNECT_ATTRS & ~Capability.CLIENT_SESSION_TRACK;
        try (Scene scene = new Scene(new Manners(Manners.greeting("8.0.15", offered, "mysql_native_password")))) {
            scene.connection();

            assertThat(scene.peer().login().capabilities() & ~offered).isZero();
        }
    }

    @Test
    void login_byDefault_doesNotOfferFiles() {
        try (Scene scene = new Scene()) {
            scene.connection();

            assertThat(Capability.has(scene.peer().login().capabilities(), Capability.CLIENT_LOCAL_FILES))
                    .isFalse();
        }
    }

    @Test
    void setUp_pipeliningIsOn_isOneFlight() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected = scene.connect(scene.options()
                    .pipelining(Pipelining.ON)
                    .timeZone("+00:00")
                    .isolation(IsolationLevel.READ_COMMITTED)
                    .initStatements(List.of("SET @a=1", "SET @b=2"))
                    .build());
            scene.run();

            assertThat(recorder.commands)
                    .containsExactly(
                            "QUERY SET NAMES utf8mb4, autocommit=0, time_zone='+00:00', session_track_schema=1,"
                                    + " session_track_state_change=1,"
                                    + " session_track_system_variables='autocommit,character_set_client,"
                                    + "character_set_connection,character_set_results,collation_connection,time_zone,sql_mode'",
                            "QUERY SELECT CONNECTION_ID(), VERSION(), @@version_comment, @@session.sql_mode,"
                                    + " @@session.time_zone, @@max_allowed_packet, @@character_set_client,"
                                    + " @@collation_connection, @@read_only, @@innodb_read_only, @@port, @@socket, (SELECT"
                                    + " host FROM information_schema.processlist WHERE id = CONNECTION_ID()),"
                                    + " @@server_uuid",
                            "QUERY SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                            "QUERY SET @a=1",
                            "QUERY SET @b=2");
            assertThat(scene.writes())
                    .as("the handshake response and one flight")
                    .isEqualTo(2);

            recorder.commands.forEach(command -> scene.peer()
                    .send(command.contains("SELECT") ? recorder.facts(scene.peer(), true) : ServerBytes.okAnswer()));
            scene.run();
            assertThat(connected).isCompleted();
        }
    }

    /** What the answer to the question proves is not known before. */
    @Test
    void setUp_byDefault_sendsOneAfterTheOther() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected = scene.connect(
                    scene.options().initStatements(List.of("SET @a=1")).build());
            scene.run();
            assertThat(recorder.commands).hasSize(1);
            scene.send(ServerBytes.okAnswer());
            assertThat(recorder.commands).hasSize(2);
            scene.send(recorder.facts(scene.peer(), true));
            assertThat(recorder.commands).hasSize(3);
            scene.send(ServerBytes.okAnswer());
            assertThat(connected).isCompleted();
        }
    }

    @Test
    void setUp_serverWithoutAnIdentity_isAskedForItsAddressInstead() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.errorAnswer(1193));

            assertThat(recorder.commands.get(2)).contains("information_schema.processlist", "CONCAT(@@hostname");
            scene.send(recorder.facts(scene.peer(), true));
            assertThat(connected).isCompleted();
        }
    }

    @Test
    void setUp_serverWithoutAProcessList_isAskedWithoutAndNotPipelinedTo() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.errorAnswer(1109));
            scene.send(ServerBytes.errorAnswer(1109));

            assertThat(recorder.commands.get(3)).doesNotContain("processlist");
            scene.send(recorder.factsAgain(scene.peer()));
            MySqlConnection connection = connected.join();
            scene.watch(connection.execute("DO 1"));
            scene.watch(connection.execute("DO 2"));
            scene.run();
            assertThat(recorder.commands.subList(4, recorder.commands.size())).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());
        }
    }

    /** As MySQL Router does where it shares connections. */
    @Test
    void setUp_trackingCannotBeSet_leavesItOutAndAsksBehind() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());
            scene.run();
            scene.send(ServerBytes.errorAnswer(1766));
            assertThat(recorder.commands.get(1)).isEqualTo("QUERY SET NAMES utf8mb4, autocommit=0");
            scene.send(ServerBytes.okAnswer());
            scene.send(recorder.facts(scene.peer(), true));

            assertThat(connected).isCompleted();
        }
    }

    @Test
    void connect_setUpNotAnsweredYet_isNotDone() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected = scene.connect(
                    scene.options().initStatements(List.of("SET @a=1")).build());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.send(recorder.facts(scene.peer(), true));

            assertThat(connected).isNotDone();
            scene.send(ServerBytes.okAnswer());
            assertThat(connected).isCompleted();
        }
    }

    @Test
    void connect_setUpRefused_isAConnectErrorThatNamesTheOptionAndCloses() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected = scene.connect(
                    scene.options().initStatements(List.of("SET nonsense=1")).build());
            scene.run();
            scene.peer().send(ServerBytes.okAnswer());
            scene.peer().send(recorder.facts(scene.peer(), true));
            scene.send(ServerBytes.errorAnswer(1193));

            MySqlConnectException failure = scene.failure(connected, MySqlConnectException.class);
            assertThat(failure)
                    .hasMessageStartingWith("no connection to " + Scene.LOOPBACK)
                    .hasMessageContaining("initStatements[0] failed: ERROR 1193");
            assertThat(failure.isSafeToRetry()).isTrue();
            assertThat(scene.network().openConnections()).isZero();
        }
    }

    @Test
    void connect_serverSaysNothingOfItself_fails() {
        SetUpRecorder recorder = new SetUpRecorder();
        try (Scene scene = new Scene(recorder)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.failure(connected)).hasMessageContaining("CONNECTION_ID()");
        }
    }

    @Test
    void connect_cancelledBeforeTheGreeting_closesTheConnection() {
        try (Scene scene = new Scene(new SilentBefore(SilentBefore.Step.GREETING))) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());
            scene.run();
            connected.cancel(true);
            scene.run();

            assertThat(scene.network().openConnections()).isZero();
        }
    }

    @Test
    void connect_cancelledAtOnce_neverReachesTheServer() {
        try (Scene scene = new Scene()) {
            scene.connect(scene.options().build()).cancel(true);
            scene.run();

            assertThat(scene.writes()).isZero();
            assertThat(scene.network().openConnections()).isZero();
        }
    }

    /** Lets the test answer the session's set-up. */
    private static final class SetUpRecorder extends Manners {
        final List<String> commands = new ArrayList<>();

        @Override
        boolean settingUp(Peer peer, String command) {
            return !command.equals("QUIT") && commands.add(command);
        }
    }
}
