package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.Statement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LOAD DATA LOCAL that comes to no good end: nothing of a file that broke off is kept, and no source is left open. */
class LocalInfileFailureTest extends LocalInfileScene {

    // --- sources that fail before the first byte -------------------------------------------------------------------

    static Stream<ByteSource> brokenSources() {
        return Stream.of(
                ByteSource.ofFile(Path.of("/there/is/no/such/file")),
                ByteSource.ofFile(Path.of("/")),
                ByteSource.ofStream(() -> {
                    throw new IllegalStateException("no stream");
                }),
                ByteSource.ofStream(() -> null),
                ByteSource.ofStream(() -> new TestStream(0, new IOException("broken"))),
                ByteSource.ofStream(() -> {
                    throw new StackOverflowError("too deep");
                }),
                ByteSource.ofPublisher(subscriber -> {
                    throw new IllegalStateException("no subscription");
                }));
    }

    @ParameterizedTest
    @MethodSource("brokenSources")
    void execute_sourceThatCannotBeOpened_costsNothing(ByteSource source) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = load(scene, connection, source);

            MySqlSourceException failure = scene.failure(future, MySqlSourceException.class);
            assertThat(failure.getCause()).isNotNull();
            assertThat(failure.isFatal()).isFalse();
            assertThat(failure.isSafeToRetry()).isTrue();
            assertThat(scene.peer().commands()).isEmpty();
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_fileThatIsNotThere_failsWithThatAsTheCause() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> future =
                    load(scene, connection(scene), ByteSource.ofFile(Path.of("/there/is/no/such/file")));

            assertThat(scene.failure(future)).hasCauseInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void execute_publisherThatFailsFirst_costsNothingAndStatementsBehindGoOn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            CompletableFuture<?> ping = scene.watch(connection.ping());
            IOException cause = new IOException("broken");
            publisher.fail(cause);

            assertThat(scene.failure(future, MySqlSourceException.class)).hasCause(cause);
            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    // --- sources that fail later -----------------------------------------------------------------------------------

    @Test
    void execute_streamThatFailsMidway_closesWithoutTheEmptyPacket() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            IOException cause = new IOException("broken");
            TestStream stream = new TestStream(2 * PIECE, cause);
            CompletableFuture<?> future = load(scene, connection, ByteSource.ofStream(() -> stream));
            CompletableFuture<?> behind = scene.watch(connection.ping());
            requestFile(scene);

            MySqlSourceException failure = scene.failure(future, MySqlSourceException.class);
            assertThat(failure).hasCause(cause);
            assertThat(failure.isFatal()).isTrue();
            assertThat(scene.peer().filePackets()).isNotEmpty().doesNotContain(0);
            assertThat(scene.peer().commands()).containsExactly("QUERY " + LOAD);
            assertThat(connection.isOpen()).isFalse();
            assertThat(stream.closed()).isEqualTo(1);
            assertThat(scene.failure(behind, MySqlConnectionLostException.class).isSafeToRetry())
                    .isTrue();
        }
    }

    @Test
    void execute_publisherThatFailsMidway_closesWithoutTheEmptyPacket() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            requestFile(scene);
            IOException cause = new IOException("broken");
            publisher.fail(cause);

            assertThat(scene.failure(future, MySqlSourceException.class)).hasCause(cause);
            assertThat(scene.peer().filePackets()).containsExactly(2);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    /** Nothing of the file has left, but the server may ask for it at any moment. */
    @Test
    void execute_publisherThatFailsBeforeTheServerAsks_closesWhenItDoes() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            publisher.fail(new IOException("broken"));
            scene.run();
            assertThat(future).isNotDone();
            requestFile(scene);

            scene.failure(future, MySqlSourceException.class);
            assertThat(scene.peer().filePackets()).isEmpty();
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void execute_publisherThatGivesUnasked_isAFailureOfTheSource() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> future = loadPublished(scene, connection(scene));
            for (int i = 0; i < 100; i++) {
                publisher.give("1\n");
            }
            scene.run();
            requestFile(scene);

            assertThat(scene.failure(future, MySqlSourceException.class).getCause())
                    .hasMessageContaining("not requested");
            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().filePackets()).isEmpty();
        }
    }

    @Test
    void execute_publisherThatSubscribesTwice_keepsTheFirstSubscription() {
        try (Scene scene = new Scene()) {
            TestPublisher second = new TestPublisher();
            CompletableFuture<?> future = loadPublished(scene, connection(scene));
            publisher.subscriber().onSubscribe(second);

            assertThat(second.cancelled()).isEqualTo(1);
            assertThat(publisher.cancelled()).isZero();
            publisher.end();
            scene.run();
            requestFile(scene);
            scene.send(ServerBytes.from(3).ok(0));
            assertThat(future).isCompleted();
        }
    }

    // --- errors of the server --------------------------------------------------------------------------------------

    @Test
    void execute_errorInsteadOfTheRequest_letsGoOfTheSourceAndConnectionStaysUsable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            scene.send(ServerBytes.errorAnswer(1146));

            assertThat(scene.failure(future, MySqlServerException.class).errorCode())
                    .isEqualTo(1146);
            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().file()).isEmpty();
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_okInsteadOfTheRequest_letsGoOfTheSource() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = load(scene, connection, ByteSource.ofStream(() -> new TestStream(3)));
            TestStream stream = new TestStream(3);
            CompletableFuture<?> second = load(scene, connection, ByteSource.ofStream(() -> stream));
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(future).isCompleted();
            assertThat(second).isCompleted();
            assertThat(stream.closed()).isEqualTo(1);
            assertThat(scene.peer().file()).isEmpty();
        }
    }

    @Test
    void execute_errorMidway_letsGoOfTheSourceAndConnectionStaysUsable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            requestFile(scene);
            scene.send(ServerBytes.from(3).error(1114, "HY000", "full"));
            publisher.subscriber().onNext(ByteBuffer.wrap(new byte[] {1})); // was on its way
            publisher.subscriber().onComplete();
            scene.run();

            assertThat(scene.failure(future, MySqlServerException.class).errorCode())
                    .isEqualTo(1114);
            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().filePackets()).containsExactly(2);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void execute_serverThatClosesMidway_isALossAndLetsGoOfTheSource() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            requestFile(scene);
            scene.peer().close();

            scene.failure(future, MySqlConnectionLostException.class);
            assertThat(publisher.cancelled()).isEqualTo(1);
        }
    }

    @Test
    void execute_serverThatResetsWhileAPieceWaits_isALossAndClosesTheStream() {
        try (Scene scene = new Scene()) {
            TestStream stream = new TestStream(100L * PIECE);
            CompletableFuture<?> future = load(scene, connection(scene), ByteSource.ofStream(() -> stream));
            scene.peer().requestFile(ServerBytes.answer().fileRequest("x"));
            scene.peer().pause();
            scene.run();
            scene.peer().reset();

            scene.failure(future, MySqlConnectionLostException.class);
            scene.run();
            assertThat(stream.closed()).isEqualTo(1);
        }
    }

    // --- cancelling and closing ------------------------------------------------------------------------------------

    @Test
    void cancel_beforeTheFirstByte_costsNothingAndStatementsBehindGoOn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            future.cancel(true);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().commands()).isEmpty();
            assertUsable(scene, connection);
        }
    }

    @Test
    void cancel_beforeItsTurn_doesNotOpenTheSource() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future =
                    scene.watch(connection.execute(Statement.of(LOAD).localInfile(ByteSource.ofPublisher(publisher))));
            future.cancel(true);
            scene.run();

            assertThat(publisher.isSubscribed()).isFalse();
            assertUsable(scene, connection);
        }
    }

    @Test
    void cancel_midway_closesTheConnectionWithoutTheEmptyPacket() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            requestFile(scene);
            CompletableFuture<?> behind = scene.watch(connection.ping());
            future.cancel(true);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().filePackets()).containsExactly(2);
            assertThat(connection.isOpen()).isFalse();
            assertThat(scene.failure(behind)).hasMessageContaining("cancelled while its local file was being sent");
        }
    }

    @Test
    void cancel_whenTheFileHasEnded_leavesTheConnectionUsable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = load(scene, connection, text("1\n"));
            requestFile(scene);
            future.cancel(true);
            scene.run();
            scene.send(ServerBytes.from(4).ok(0));

            assertUsable(scene, connection);
        }
    }

    @Test
    void close_sourceThatNeverGivesAByte_takesNoLongerThanCloseTimeout() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection =
                    scene.connection(options -> allowed(options).closeTimeout(Duration.ofMillis(300)));
            CompletableFuture<?> future = loadPublished(scene, connection);
            CompletableFuture<?> closed = scene.watch(connection.close());
            scene.run();
            assertThat(closed).isNotDone();
            scene.loop().clock().advance(Duration.ofMillis(300));

            assertThat(closed).isCompleted();
            assertThat(scene.failure(future, MySqlException.class).isSafeToRetry())
                    .isTrue();
            assertThat(publisher.cancelled()).isEqualTo(1);
        }
    }

    @Test
    void close_sourceThatNeverEnds_takesNoLongerThanCloseTimeout() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection =
                    scene.connection(options -> allowed(options).closeTimeout(Duration.ofMillis(300)));
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            requestFile(scene);
            CompletableFuture<?> closed = scene.watch(connection.close());
            scene.run();
            scene.loop().clock().advance(Duration.ofMillis(300));

            assertThat(closed).isCompleted();
            scene.failure(future, MySqlConnectionLostException.class);
            assertThat(scene.peer().filePackets()).containsExactly(2);
            assertThat(publisher.cancelled()).isEqualTo(1);
        }
    }
}
