package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that ask for a file nobody offered: not one byte of it leaves, wherever they ask. */
class FileRequestTest {

    private static final String FILE = "/etc/passwd";

    /**
     * Where a server asks.
     *
     * @param before what it answers first, nothing if empty
     * @param asking the packets that end in the request
     */
    private record Situation(
            String name, Function<MySqlConnection, CompletableFuture<?>> statement, byte[] before, ServerBytes asking) {

        Situation(String name, Function<MySqlConnection, CompletableFuture<?>> statement) {
            this(name, statement, new byte[0], ServerBytes.answer().fileRequest(FILE));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Situation> statements() {
        return Stream.of(
                new Situation("a statement", connection -> connection.execute("LOAD DATA LOCAL")),
                new Situation("a query", connection -> connection.query("SELECT 1")),
                new Situation("a commit", MySqlConnection::commit),
                new Situation(
                        "a second result",
                        connection -> connection.query("SELECT 1; LOAD DATA LOCAL"),
                        new byte[0],
                        ServerBytes.answer()
                                .rows(StatusFlag.SERVER_MORE_RESULTS_EXISTS, "1")
                                .fileRequest(FILE)),
                new Situation(
                        "a prepared statement",
                        connection -> connection.query("SELECT ?", 1),
                        ServerBytes.answer().prepared(1, 1, 1).bytes(),
                        ServerBytes.answer().fileRequest(FILE)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void fileRequest_uninvited_isASecurityFailureAndGetsNoByte(Situation situation) {
        Throwable failure = failure(situation);

        Throwable security = failure instanceof MySqlCommitUnknownException ? failure.getCause() : failure;
        assertThat(security).isInstanceOf(MySqlSecurityException.class);
    }

    static Stream<Situation> otherCommands() {
        return Stream.of(
                new Situation("a ping", MySqlConnection::ping),
                new Situation("a preparation", connection -> connection.query("SELECT ?", 1)));
    }

    @ParameterizedTest
    @MethodSource("otherCommands")
    void fileRequest_whereTheProtocolHasNone_isAProtocolFailureAndGetsNoByte(Situation situation) {
        assertThat(failure(situation)).isInstanceOf(MySqlProtocolException.class);
    }

    private static Throwable failure(Situation situation) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> future = scene.watch(situation.statement().apply(connection));
            scene.run();
            scene.send(situation.before());
            int before = scene.peer().received().length;
            scene.send(situation.asking());

            assertThat(scene.peer().received()).hasSize(before);
            assertThat(connection.isOpen()).isFalse();
            return scene.failure(future);
        }
    }
}
