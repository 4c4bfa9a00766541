package dev.mysqlasync.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LOAD DATA LOCAL: what is sent, what is not, and what becomes of the connection. */
class LocalInfileTest {

    private static final String LOAD = "LOAD DATA LOCAL INFILE 'x' INTO TABLE t";
    private static final int PIECE = 256 * 1024;

    private final TestPublisher publisher = new TestPublisher();

    private static MySqlOptionsBuilder allowed(MySqlOptionsBuilder options) {
        return options.localInfile(true);
    }

    private static MySqlConnection connection(Scene scene) {
        return scene.connection(LocalInfileTest::allowed);
    }

    private static CompletableFuture<ExecuteResult> load(Scene scene, MySqlConnection connection, ByteSource source) {
        CompletableFuture<ExecuteResult> future =
                scene.watch(connection.execute(Statement.of(LOAD).localInfile(source)));
        scene.run();
        return future;
    }

    private CompletableFuture<ExecuteResult> loadPublished(Scene scene, MySqlConnection connection) {
        return load(scene, connection, ByteSource.ofPublisher(publisher));
    }

    private static void requestFile(Scene scene) {
        scene.peer().requestFile(ServerBytes.answer().fileRequest("x"));
        scene.run();
    }

    private static ByteSource text(String text) {
        return ByteSource.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String file(Scene scene) {
        return new String(scene.peer().file(), StandardCharsets.UTF_8);
    }

    private static void assertUsable(Scene scene, MySqlConnection connection) {
        scene.peer().takeCommands();
        CompletableFuture<?> ping = scene.watch(connection.ping());
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PING");
        scene.send(ServerBytes.okAnswer());
        assertThat(ping).isCompleted();
    }

    // --- what is sent ----------------------------------------------------------------------------------------------

    @Test
    void execute_askedForTheFile_sendsItAndThenAnEmptyPacket() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<ExecuteResult> future = load(scene, connection, text("1\n2\n"));
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + LOAD);

            requestFile(scene);
            assertThat(file(scene)).isEqualTo("1\n2\n");
            assertThat(scene.peer().filePackets()).containsExactly(4, 0);
            scene.send(ServerBytes.from(4)
                    .ok(new OkPacket(2, 0, 0, 1, "Records: 2  Deleted: 0  Skipped: 0  Warnings: 1", List.of())));

            assertThat(future.join())
                    .isEqualTo(new ExecuteResult(2, 0, 1, "Records: 2  Deleted: 0  Skipped: 0  Warnings: 1"));
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_emptyFile_sendsTheEmptyPacketAlone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = load(scene, connection, text(""));
            requestFile(scene);
            scene.send(ServerBytes.from(3).ok(0));

            assertThat(scene.peer().filePackets()).containsExactly(0);
            assertThat(future).isCompleted();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void execute_streamInRandomPieces_arrivesWhole(long seed) {
        try (Scene scene = new Scene(SimLoop.shuffled(seed), new Manners())) {
            TestStream stream = new TestStream(3 * PIECE + 1);
            CompletableFuture<?> future = load(scene, connection(scene), ByteSource.ofStream(() -> stream));
            requestFile(scene);
            scene.send(ServerBytes.from(2 + scene.peer().filePackets().size()).ok(0));

            assertThat(future).isCompleted();
            assertThat(file(scene)).isEqualTo(letters(3 * PIECE + 1));
            assertThat(stream.closed()).isEqualTo(1);
        }
    }

    private static String letters(int length) {
        return "abcdefghijklmnopqrstuvwxyz".repeat(length / 26 + 1).substring(0, length);
    }

    @Test
    void execute_publishedBuffersOfAnySize_arriveInOrder() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> future = loadPublished(scene, connection(scene));
            assertThat(scene.peer().commands()).as("before the first byte").isEmpty();
            publisher.give("1");
            scene.run();
            requestFile(scene);
            for (String next : List.of("", "\n", "2".repeat(PIECE + 1), "\n")) {
                assertThat(publisher.demand()).isEqualTo(1);
                publisher.give(next);
                scene.run();
            }
            publisher.end();
            scene.run();
            scene.send(ServerBytes.from(8).ok(0));

            assertThat(scene.peer().filePackets()).containsExactly(1, 1, PIECE, 1, 1, 0);
            assertThat(file(scene)).isEqualTo("1\n" + "2".repeat(PIECE + 1) + "\n");
            assertThat(future).isCompleted();
            assertThat(publisher.cancelled()).isZero();
        }
    }

    @Test
    void execute_serverThatTakesShortPackets_getsShortOnes() {
        Manners manners = new Manners() {
            @Override
            byte[] facts() {
                return ServerBytes.answer()
                        .columns("id", "version", "comment", "mode", "zone", "packet")
                        .row("72", "9.7.4", "MySQL Community Server - GPL", "", "SYSTEM", "1024")
                        .end(0)
                        .bytes();
            }
        };
        try (Scene scene = new Scene(manners)) {
            CompletableFuture<?> future = load(scene, connection(scene), text("x".repeat(3000)));
            requestFile(scene);
            scene.send(ServerBytes.from(6).ok(0));

            assertThat(scene.peer().filePackets()).containsExactly(1008, 1008, 984, 0);
            assertThat(future).isCompleted();
        }
    }

    @Test
    void execute_underTls_arrivesWhole() {
        Manners secure =
                new Manners(
                        Manners.greeting("9.7.4", ServerBytes.MYSQL | Capability.CLIENT_SSL, "caching_sha2_password")) {
                    @Override
                    boolean startsTls() {
                        return true;
                    }
                };
        try (Scene scene = new Scene(secure)) {
            MySqlConnection connection = scene.connection(
                    options -> allowed(options).host(Scene.REMOTE).tls(TlsMode.REQUIRED));
            CompletableFuture<?> future = load(scene, connection, ByteSource.ofStream(() -> new TestStream(5 * PIECE)));
            requestFile(scene);
            scene.send(ServerBytes.from(8).ok(0));

            assertThat(file(scene)).isEqualTo(letters(5 * PIECE));
            assertThat(future).isCompleted();
        }
    }

    @Test
    void execute_statementsBehind_waitForTheAnswer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            loadPublished(scene, connection);
            CompletableFuture<?> ping = scene.watch(connection.ping());
            publisher.give("1");
            scene.run();
            requestFile(scene);
            publisher.end();
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + LOAD);

            scene.send(ServerBytes.from(4).ok(0));

            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void execute_twiceWithOneStatement_opensTheSourceTwice() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            List<TestStream> streams = new ArrayList<>();
            ByteSource source = ByteSource.ofStream(() -> {
                streams.add(new TestStream(3));
                return streams.get(streams.size() - 1);
            });
            for (int i = 0; i < 2; i++) {
                load(scene, connection, source);
                requestFile(scene);
                scene.send(ServerBytes.from(4).ok(0));
            }

            assertThat(file(scene)).isEqualTo("abcabc");
            assertThat(streams).extracting(TestStream::closed).containsExactly(1, 1);
        }
    }

    @Test
    void onProgress_afterEachPiece_getsTheSum() {
        try (Scene scene = new Scene()) {
            List<Long> progress = new ArrayList<>();
            load(
                    scene,
                    connection(scene),
                    ByteSource.ofStream(() -> new TestStream(PIECE + 7)).onProgress(progress::add));
            requestFile(scene);
            scene.send(ServerBytes.from(5).ok(0));

            assertThat(progress).containsExactly((long) PIECE, PIECE + 7L);
        }
    }

    @Test
    void onProgress_thatThrows_isAFailureOfTheSource() {
        try (Scene scene = new Scene()) {
            IllegalStateException cause = new IllegalStateException("enough");
            TestStream stream = new TestStream(PIECE + 7);
            CompletableFuture<?> future = load(
                    scene, connection(scene), ByteSource.ofStream(() -> stream).onProgress(sent -> {
                        throw cause;
                    }));
            requestFile(scene);

            assertThat(scene.failure(future, MySqlSourceException.class)).hasCause(cause);
            assertThat(scene.peer().filePackets()).doesNotContain(0);
            assertThat(stream.closed()).isEqualTo(1);
        }
    }

    // --- back-pressure ---------------------------------------------------------------------------------------------

    @Test
    void execute_serverThatDoesNotRead_isSentNoMoreThanAPiece() {
        try (Scene scene = new Scene()) {
            TestStream stream = new TestStream(100L * PIECE);
            CompletableFuture<?> future = load(scene, connection(scene), ByteSource.ofStream(() -> stream));
            scene.peer().requestFile(ServerBytes.answer().fileRequest("x"));
            scene.peer().pause();
            scene.run();

            assertThat(scene.pendingBytes()).isPositive().isLessThanOrEqualTo(PIECE);
            assertThat(stream.bytesRead()).isLessThanOrEqualTo(2L * PIECE);
            assertThat(future).isNotDone();

            scene.peer().resume();
            scene.run();
            assertThat(scene.peer().file()).hasSize(100 * PIECE);
            scene.send(ServerBytes.from(103).ok(0));
            assertThat(future).isCompleted();
        }
    }

    @Test
    void execute_serverThatDoesNotRead_largeBufferIsSentPieceByPiece() {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> future = load(scene, connection(scene), ByteSource.ofBytes(new byte[40 * PIECE]));
            scene.peer().requestFile(ServerBytes.answer().fileRequest("x"));
            scene.peer().pause();
            scene.run();

            assertThat(scene.pendingBytes()).isPositive().isLessThanOrEqualTo(PIECE);

            scene.peer().resume();
            scene.run();
            scene.send(ServerBytes.from(43).ok(0));
            assertThat(future).isCompleted();
        }
    }

    @Test
    void execute_serverThatDoesNotRead_publisherIsNotAsked() {
        try (Scene scene = new Scene()) {
            loadPublished(scene, connection(scene));
            publisher.give(new byte[PIECE]);
            scene.run();
            scene.peer().requestFile(ServerBytes.answer().fileRequest("x"));
            scene.peer().pause();
            scene.run();
            publisher.give(new byte[PIECE]); // asked for while the first one was leaving
            scene.run();

            assertThat(publisher.demand()).isZero();

            scene.peer().resume();
            scene.run();
            assertThat(publisher.demand()).isEqualTo(1);
            publisher.end();
            scene.run();
            scene.send(ServerBytes.from(5).ok(0));
        }
    }

    // --- what is refused -------------------------------------------------------------------------------------------

    @Test
    void execute_optionOff_failsNamingItAndNothingIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = loadPublished(scene, connection);

            assertThat(scene.failure(future, IllegalArgumentException.class))
                    .hasMessageContaining("option localInfile");
            assertThat(scene.peer().commands()).isEmpty();
            assertThat(publisher.isSubscribed()).isFalse();
            assertUsable(scene, connection);
        }
    }

    @Test
    void execute_withArguments_failsAndNothingIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future =
                    scene.watch(connection.execute(Statement.of(LOAD, 1).localInfile(text("1"))));

            assertThat(scene.failure(future, IllegalArgumentException.class)).hasMessageContaining("arguments");
            assertThat(scene.peer().commands()).isEmpty();
            assertUsable(scene, connection);
        }
    }

    @Test
    void fileRequest_statementWithoutOne_isASecurityFailureAndGetsNoByte() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = scene.watch(connection.execute(LOAD));
            scene.run();
            int before = scene.peerReceived();
            scene.send(ServerBytes.answer().fileRequest("/etc/passwd"));

            scene.failure(future, MySqlSecurityException.class);
            assertThat(scene.peerReceived()).isEqualTo(before);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void fileRequest_secondInAResponse_isASecurityFailureAndGetsNoByte() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<List<Result>> future = scene.watch(
                    connection.results(Statement.of(LOAD + ";" + LOAD).localInfile(text("1"))));
            scene.run();
            requestFile(scene);
            int before = scene.peerReceived();
            scene.send(ServerBytes.from(4)
                    .ok(StatusFlag.SERVER_MORE_RESULTS_EXISTS)
                    .fileRequest("/etc/passwd"));

            scene.failure(future, MySqlSecurityException.class);
            assertThat(scene.peerReceived()).isEqualTo(before);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void fileRequest_secondWhileTheFirstIsSent_isFatalAndLetsGoOfTheSource() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1");
            scene.run();
            requestFile(scene);
            scene.send(ServerBytes.from(3).fileRequest("/etc/passwd"));

            assertThat(scene.failure(future, MySqlException.class).isFatal()).isTrue();
            assertThat(connection.isOpen()).isFalse();
            assertThat(publisher.cancelled()).isEqualTo(1);
        }
    }

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
                    .hasMessageContaining("not asked for");
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
    void cancel_midway_closesTheConnectionWithoutTheEmptyPacket() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = connection(scene);
            CompletableFuture<?> future = loadPublished(scene, connection);
            publisher.give("1\n");
            scene.run();
            requestFile(scene);
            future.cancel(true);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().filePackets()).containsExactly(2);
            assertThat(connection.isOpen()).isFalse();
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
