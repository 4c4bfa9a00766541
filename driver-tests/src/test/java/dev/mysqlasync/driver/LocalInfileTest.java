package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LOAD DATA LOCAL: what is sent, how fast, and to whom not. */
class LocalInfileTest extends LocalInfileScene {

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
            String maxPacket() {
                return "1024";
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
}
