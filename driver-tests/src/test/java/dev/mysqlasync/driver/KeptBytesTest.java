package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything that is kept of an answer counts, not its rows alone. */
class KeptBytesTest {

    private static final int MORE = StatusFlag.SERVER_MORE_RESULTS_EXISTS;
    private static final OkPacket ANOTHER = new OkPacket(0, 0, MORE, 0, "info", List.of());

    private static MySqlConnection narrow(Scene scene) {
        return scene.connection(options -> options.maxResultBytes(16 * 1024));
    }

    private static void failsAloneOverItsLimit(Scene scene, MySqlConnection connection, CompletableFuture<?> future) {
        MySqlLimitException failure = scene.failure(future, MySqlLimitException.class);
        assertThat(failure.option()).isEqualTo("maxResultBytes");
        assertThat(failure.isFatal()).isFalse();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void results_withoutRowsOverAndOver_areBounded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = narrow(scene);
            CompletableFuture<List<Result>> results = scene.watch(connection.results("CALL p()"));
            scene.run();
            ServerBytes answer = ServerBytes.answer();
            IntStream.range(0, 200).forEach(i -> answer.ok(ANOTHER));
            scene.send(answer);

            failsAloneOverItsLimit(scene, connection, results);
            scene.send(ServerBytes.from(201 & 0xFF).ok(0));
        }
    }

    @Test
    void results_ofOneSmallRowOverAndOver_areBounded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = narrow(scene);
            CompletableFuture<?> call = scene.watch(connection.call("CALL p()"));
            scene.run();
            ServerBytes answer = ServerBytes.answer();
            IntStream.range(0, 60).forEach(i -> answer.rows(MORE, "1"));
            scene.send(answer.ok(0));

            failsAloneOverItsLimit(scene, connection, call);
        }
    }

    @Test
    void rows_ofOneByte_areBounded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = narrow(scene);
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT ''"));
            scene.run();
            ServerBytes answer = ServerBytes.answer().columns("a");
            IntStream.range(0, 4000).forEach(i -> answer.row(""));
            scene.send(answer.end(0));

            failsAloneOverItsLimit(scene, connection, rows);
        }
    }

    @Test
    void mappedRows_keptAsTheyAre_areBounded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = narrow(scene);
            CompletableFuture<List<String>> mapped = scene.watch(connection.query("SELECT ''", row -> "x"));
            scene.run();
            ServerBytes answer = ServerBytes.answer().columns("a");
            IntStream.range(0, 4000).forEach(i -> answer.row(""));
            scene.send(answer.end(0));

            failsAloneOverItsLimit(scene, connection, mapped);
        }
    }

    @Test
    void streamingCursor_resultsThatNobodyTakes_areBounded() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = narrow(scene);
            Cursor cursor = connection.streamingCursor();
            CompletableFuture<Cursor> executed = scene.watch(cursor.execute("CALL p()"));
            scene.run();
            ServerBytes answer = ServerBytes.answer();
            IntStream.range(0, 200).forEach(i -> answer.ok(ANOTHER));
            scene.send(answer);

            assertThat(executed).isCompleted();
            failsAloneOverItsLimit(scene, connection, scene.watch(cursor.nextSet()));
            scene.send(ServerBytes.from(201 & 0xFF).ok(0));
        }
    }

    @Test
    void query_of4097Columns_isRead() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT 1, 1"));
            scene.run();
            String[] values = Collections.nCopies(4097, "1").toArray(String[]::new);
            scene.send(ServerBytes.answer().columns(values).row(values).end(0));

            assertThat(rows.join().columns()).hasSize(4097);
            assertThat(rows.join().get(0).getInt(4096)).isEqualTo(1);
        }
    }

    @Test
    void query_columnsOfMoreBytesThanAllowed_closesTheConnection() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = narrow(scene);
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT 1"));
            scene.run();
            scene.send(ServerBytes.answer()
                    .columns(Collections.nCopies(20, "x".repeat(60_000)).toArray(String[]::new)));

            MySqlLimitException failure = scene.failure(rows, MySqlLimitException.class);
            assertThat(failure.option()).isEqualTo("maxResultBytes");
            assertThat(failure.isFatal()).isTrue();
            scene.forget(connection);
        }
    }

    /** A server has some hundreds of variables; one that makes them up is no server. */
    @Test
    void sessionVariables_withoutEnd_closeTheConnection() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 40 && connection.isOpen(); i++) {
                last = scene.watch(connection.ping());
                scene.run();
                int base = i * 100;
                scene.send(ServerBytes.answer()
                        .ok(
                                0,
                                IntStream.range(base, base + 100)
                                        .mapToObj(n -> new SessionChange.SystemVariable("variable_" + n, "x"))
                                        .toArray(SessionChange[]::new)));
            }

            assertThat(scene.failure(last, MySqlProtocolException.class)).hasMessageContaining("session variables");
            scene.forget(connection);
        }
    }

    @Test
    void sessionVariables_setOverAndOver_takeNoMore() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            for (int i = 0; i < 100; i++) {
                scene.watch(connection.ping());
                scene.run();
                SessionChange change = new SessionChange.SystemVariable("init_connect", ("" + i % 10).repeat(20_000));
                scene.send(ServerBytes.answer().ok(0, change));
            }

            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void connect_rowsWithoutEndForWhatTheServerIs_failsWithTheSecond() {
        Manners talkative = new Manners() {
            @Override
            byte[] facts(Peer peer, boolean ofOrigin) {
                String[] row = "72 9.7.4 c - SYSTEM 67108864 utf8mb4 utf8mb4_bin 0 0 3306 - localhost x".split(" ");
                return ServerBytes.answer()
                        .columns("a b c d e f g h i j k l m n".split(" "))
                        .row(row)
                        .row(row)
                        .bytes();
            }
        };
        try (Scene scene = new Scene(talkative)) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().build());

            assertThat(scene.failure(connected, MySqlConnectException.class)).hasMessageContaining("more than one row");
        }
    }
}
