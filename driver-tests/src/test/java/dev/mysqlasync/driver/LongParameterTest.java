package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Parameters that are sent ahead of their statement, and what keeps them from arriving. */
class LongParameterTest {

    private static final String INSERT = "INSERT INTO t VALUES (?, ?)";
    private static final int PIECE = 256 * 1024;

    private final TestPublisher publisher = new TestPublisher();

    private static CompletableFuture<?> insert(Scene scene, MySqlConnection connection, Object... arguments) {
        CompletableFuture<?> future = scene.watch(connection.execute(INSERT, arguments));
        scene.run();
        return future;
    }

    /** Submits, and answers the PREPARE with statement 7. */
    private static CompletableFuture<?> prepared(Scene scene, MySqlConnection connection, Object... arguments) {
        CompletableFuture<?> future = insert(scene, connection, arguments);
        assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + INSERT);
        scene.send(ServerBytes.answer().prepared(7, 0, 2));
        return future;
    }

    private static LongParameter bytes(int length) {
        return LongParameter.ofBytes(ByteSource.ofBytes(new byte[length]));
    }

    private LongParameter published() {
        return LongParameter.ofBytes(ByteSource.ofPublisher(publisher));
    }

    private static void assertUsable(Scene scene, MySqlConnection connection) {
        CompletableFuture<?> ping = scene.watch(connection.ping());
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PING");
        scene.send(ServerBytes.okAnswer());
        assertThat(ping).isCompleted();
    }

    // --- what is sent ----------------------------------------------------------------------------------------------

    @Test
    void execute_longParameters_areSentInPiecesAheadOfTheStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = prepared(scene, connection, bytes(PIECE + 1), bytes(3));

            assertThat(scene.peer().takeCommands())
                    .containsExactly("LONG 7 0 " + PIECE, "LONG 7 0 1", "LONG 7 1 3", "EXECUTE 7");
            scene.send(ServerBytes.okAnswer());
            assertThat(future).isCompleted();
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_emptySource_isSentAsAnEmptyValue() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> future = prepared(scene, scene.connection(), 1, bytes(0));

            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 0", "EXECUTE 7");
            scene.send(ServerBytes.okAnswer());
            assertThat(future).isCompleted();
        }
    }

    @Test
    void execute_longParameter_leavesNoValueInTheStatement() {
        try (Scene scene = new Scene()) {
            prepared(scene, scene.connection(), "short", LongParameter.ofText(ByteSource.ofBytes(utf8("long one"))));
            scene.send(ServerBytes.okAnswer());

            String sent = new String(scene.peer().received(), StandardCharsets.UTF_8);
            assertThat(sent.indexOf("long one")).isPositive().isEqualTo(sent.lastIndexOf("long one"));
            assertThat(sent.indexOf("short")).isGreaterThan(sent.indexOf("long one"));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void execute_statementsBehind_doNotOvertake() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepared(scene, connection, 1, published());
            CompletableFuture<?> ping = scene.watch(connection.ping());
            publisher.give("abc");
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 3");
            publisher.end();
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 7", "PING");
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void execute_again_usesThePreparedStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepared(scene, connection, 1, bytes(3));
            scene.send(ServerBytes.okAnswer());
            scene.peer().takeCommands();
            insert(scene, connection, 2, bytes(4));
            insert(scene, connection, 2, new byte[] {1, 2});

            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 4", "EXECUTE 7", "EXECUTE 7");
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void execute_textAfterBytes_isAnotherPreparedStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepared(scene, connection, 1, bytes(3));
            scene.send(ServerBytes.okAnswer());
            scene.peer().takeCommands();
            CompletableFuture<?> future =
                    prepared(scene, connection, 1, LongParameter.ofText(ByteSource.ofBytes(utf8("é"))));
            scene.send(ServerBytes.okAnswer());

            assertThat(future).isCompleted();
        }
    }

    @Test
    void execute_withoutCache_closesTheStatementAfterItsExecution() {
        try (Scene scene = new Scene()) {
            prepared(scene, scene.connection(options -> options.statementCacheSize(0)), 1, bytes(3));

            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 3", "EXECUTE 7", "CLOSE 7");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void execute_smallMaxAllowedPacket_boundsThePieces() {
        try (Scene scene = new Scene()) {
            prepared(scene, scene.connection(options -> options.maxAllowedPacket(1024)), 1, bytes(1500));

            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 1008", "LONG 7 1 492", "EXECUTE 7");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void execute_serverThatDoesNotRead_isSentNoMoreThanAPiece() {
        try (Scene scene = new Scene()) {
            TestStream stream = new TestStream(100L * PIECE);
            CompletableFuture<?> future =
                    insert(scene, scene.connection(), 1, LongParameter.ofText(ByteSource.ofStream(() -> stream)));
            scene.peer().pause();
            scene.send(ServerBytes.answer().prepared(7, 0, 2));

            assertThat(scene.pendingBytes()).isPositive().isLessThanOrEqualTo(PIECE);
            assertThat(stream.bytesRead()).isLessThanOrEqualTo(2L * PIECE);

            scene.peer().resume();
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(future).isCompleted();
            assertThat(stream.closed()).isEqualTo(1);
        }
    }

    @Test
    void execute_renderedByClient_failsAndNothingIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = scene.watch(
                    connection.execute(Statement.of(INSERT, 1, published()).renderedByClient()));

            assertThat(scene.failure(future, IllegalArgumentException.class)).hasMessageContaining("renderedByClient");
            assertThat(scene.peer().commands()).isEmpty();
            assertThat(publisher.isSubscribed()).isFalse();
            assertUsable(scene, connection);
        }
    }

    // --- what fails ------------------------------------------------------------------------------------------------

    @Test
    void execute_sourceThatFailsMidway_isClearedAndConnectionStaysUsable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = prepared(scene, connection, 1, published());
            publisher.give("abc");
            scene.run();
            IOException cause = new IOException("broken");
            publisher.fail(cause);
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 3", "RESET 7");
            scene.send(ServerBytes.okAnswer());
            MySqlSourceException failure = scene.failure(future, MySqlSourceException.class);
            assertThat(failure).hasCause(cause).hasMessageContaining("parameter 2");
            assertThat(failure.isFatal()).isFalse();
            assertThat(failure.isSafeToRetry()).isTrue();
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_sourceThatFailsWhileAnswersAreDue_failsInItsTurn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            prepared(scene, connection, 1, bytes(3));
            scene.send(ServerBytes.okAnswer());
            CompletableFuture<?> before = scene.watch(connection.ping());
            CompletableFuture<?> future = insert(scene, connection, 1, LongParameter.ofBytes(ByteSource.ofStream(() -> {
                throw new IllegalStateException("no stream");
            })));
            assertThat(future).isNotDone();

            scene.send(ServerBytes.okAnswer());
            assertThat(before).isCompleted();
            scene.send(ServerBytes.okAnswer());
            scene.failure(future, MySqlSourceException.class);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void execute_otherArgumentThatCannotBeWritten_clearsWhatWasSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = prepared(scene, connection, LocalDate.of(10_000, 1, 1), bytes(3));

            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 3", "RESET 7");
            scene.send(ServerBytes.okAnswer());
            scene.failure(future, IllegalArgumentException.class);
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_withoutCacheAndSourceThatFails_closesTheStatement() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            CompletableFuture<?> future = prepared(scene, connection, 1, published());
            publisher.fail(new IOException("broken"));
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("RESET 7", "CLOSE 7");
            scene.send(ServerBytes.okAnswer());
            scene.failure(future, MySqlSourceException.class);
        }
    }

    @Test
    void execute_errorOfTheServer_dropsTheStatementWithWhatItHolds() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = prepared(scene, connection, 1, bytes(3));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1105));

            assertThat(scene.failure(future, MySqlServerException.class).errorCode())
                    .isEqualTo(1105);
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 7");
            assertUsable(scene, connection);
        }
    }

    /** What is sent for the second one must not meet a handle that the first one's error ends. */
    @Test
    void execute_anotherLongOneBehind_waitsForTheAnswer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> refused = prepared(scene, connection, 1, bytes(3));
            CompletableFuture<?> behind = insert(scene, connection, 2, bytes(4));
            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 3", "EXECUTE 7");
            scene.send(ServerBytes.errorAnswer(1366));

            assertThat(scene.failure(refused, MySqlServerException.class).errorCode())
                    .isEqualTo(1366);
            assertThat(scene.peer().takeCommands()).first().isEqualTo("CLOSE 7");
            scene.send(ServerBytes.answer().prepared(8, 0, 2));
            assertThat(scene.peer().takeCommands()).containsExactly("LONG 8 1 4", "EXECUTE 8");
            scene.send(ServerBytes.okAnswer());
            assertThat(behind).isCompletedWithValueMatching(done -> true);
        }
    }

    @Test
    void cancel_midway_clearsWhatWasSentAndConnectionStaysUsable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = prepared(scene, connection, 1, published());
            publisher.give("abc");
            scene.run();
            future.cancel(true);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().takeCommands()).containsExactly("LONG 7 1 3", "RESET 7");
            scene.send(ServerBytes.okAnswer());
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_lossMidway_wasNotExecutedAndLetsGoOfTheSource() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> future = prepared(scene, scene.connection(), 1, published());
            publisher.give("abc");
            scene.run();
            scene.peer().close();

            assertThat(scene.failure(future, MySqlConnectionLostException.class).isSafeToRetry())
                    .isTrue();
            assertThat(publisher.cancelled()).isEqualTo(1);
        }
    }
}
