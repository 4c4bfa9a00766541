package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.Row;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parameters sent piece by piece ahead of their statement. */
class LongDataTest extends ServerScene {

    private MySqlConnection connection;

    @BeforeEach
    void createTable() {
        connection = connect(options -> options.autocommit(true));
        await(connection.execute(
                "CREATE TEMPORARY TABLE large (id INT, v LONGBLOB, t LONGTEXT CHARACTER SET utf8mb4)"));
    }

    private CompletableFuture<ExecuteResult> insert(int id, LongParameter bytes, LongParameter text) {
        return connection.execute("INSERT INTO large VALUES (?, ?, ?)", id, bytes, text);
    }

    private static LongParameter bytes(byte[] bytes) {
        return LongParameter.ofBytes(ByteSource.ofBytes(bytes));
    }

    private static LongParameter text(String text) {
        return LongParameter.ofText(ByteSource.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private long serverLimit() {
        return number(connection, "SELECT @@max_allowed_packet");
    }

    @Test
    void execute_streamsOf40MB_arriveWhole() {
        assumeThat(serverLimit()).isGreaterThan(64 << 20);
        GeneratedStream bytes = new GeneratedStream(10_000, i -> String.format("%04000d", i));
        GeneratedStream text = new GeneratedStream(10_000, i -> String.format("%03998dé", i));

        await(insert(
                1,
                LongParameter.ofBytes(ByteSource.ofStream(() -> bytes)),
                LongParameter.ofText(ByteSource.ofStream(() -> text))));

        Row row = row(connection, "SELECT LENGTH(v), SHA2(v, 256), LENGTH(t), SHA2(t, 256), CHAR_LENGTH(t) FROM large");
        assertThat(row.getLong(0)).isEqualTo(40_000_000);
        assertThat(row.getString(1)).isEqualTo(bytes.digest());
        assertThat(row.getLong(2)).isEqualTo(40_000_000);
        assertThat(row.getString(3)).isEqualTo(text.digest());
        assertThat(row.getLong(4)).isEqualTo(39_990_000);
        assertUsable(connection);
    }

    @Test
    void execute_againAndAgain_usesOneHandleAndMixesNothing() {
        for (int i = 0; i < 5; i++) {
            await(insert(i, bytes(new byte[i]), text("é" + i)));
        }
        await(connection.execute("INSERT INTO large VALUES (?, ?, ?)", 9, new byte[9], "é9"));
        await(connection.execute("INSERT INTO large VALUES (?, ?, ?)", 10, null, null));

        assertThat(await(connection.query("SELECT id, LENGTH(v), t FROM large ORDER BY id", Row::toList)))
                .extracting(Object::toString)
                .containsExactly(
                        "[0, 0, é0]",
                        "[1, 1, é1]",
                        "[2, 2, é2]",
                        "[3, 3, é3]",
                        "[4, 4, é4]",
                        "[9, 9, é9]",
                        "[10, null, null]");
        assertThat(status(connection, "Com_stmt_prepare")).isEqualTo("1");
    }

    @Test
    void query_integerThenLongText_comparesAsText() {
        await(connection.execute("INSERT INTO large (t) VALUES ('abc'), ('0')"));

        await(connection.query("SELECT t FROM large WHERE t = ?", 0));

        assertThat(await(connection.query("SELECT t FROM large WHERE t = ?", row -> row.getString(0), text("abc"))))
                .containsExactly("abc");
    }

    @Test
    void execute_publisherOnItsOwnThreads_arrivesWhole() {
        CompletableFuture<ExecuteResult> future;
        CompletableFuture<?> behind;
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            future = insert(1, LongParameter.ofBytes(ByteSource.ofPublisher(publisher)), text(""));
            behind = connection.execute("INSERT INTO large (id) VALUES (2)");
            Await.until(publisher::hasSubscribers);
            for (int i = 0; i < 1_000; i++) {
                publisher.submit(ByteBuffer.wrap(String.format("%010d", i).getBytes(StandardCharsets.UTF_8)));
            }
        }

        assertThat(await(future).affectedRows()).isEqualTo(1);
        await(behind);
        assertThat(number(connection, "SELECT LENGTH(v) FROM large WHERE id = 1"))
                .isEqualTo(10_000);
        assertThat(text(connection, "SELECT RIGHT(v, 10) FROM large WHERE id = 1"))
                .isEqualTo("0000000999");
    }

    @Test
    void execute_sourceThatBreaksOff_changesNothingAndConnectionStaysUsable() {
        IOException cause = new IOException("broken");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw cause;
            }
        };
        ByteSource source = ByteSource.ofStream(
                () -> new SequenceInputStream(new GeneratedStream(20_000, i -> "torn torn torn torn"), broken));

        MySqlSourceException failure =
                failure(insert(1, LongParameter.ofBytes(source), text("x")), MySqlSourceException.class);

        assertThat(failure).hasCause(cause);
        assertThat(number(connection, "SELECT COUNT(*) FROM large")).isZero();
        await(insert(2, bytes(new byte[] {1, 2, 3}), text("y")));
        assertThat(number(connection, "SELECT LENGTH(v) FROM large")).isEqualTo(3);
        assertUsable(connection);
    }

    @Test
    void execute_moreThanTheServersMaxAllowedPacket_failsAndConnectionStaysUsable() {
        assumeThat(serverLimit()).as("what can be sent in time").isLessThanOrEqualTo(256 << 20);
        long lines = serverLimit() / 1024 + 1;
        ByteSource source = ByteSource.ofStream(() -> new GeneratedStream(lines, i -> "x".repeat(1024)));

        MySqlServerException failure =
                failure(insert(1, LongParameter.ofBytes(source), text("x")), MySqlServerException.class);

        assertThat(failure).hasMessageContaining("max_allowed_packet");
        assertThat(number(connection, "SELECT COUNT(*) FROM large")).isZero();
        await(insert(2, bytes(new byte[] {1, 2, 3}), text("y")));
        assertThat(number(connection, "SELECT LENGTH(v) FROM large")).isEqualTo(3);
    }

    @Test
    void cancel_midway_changesNothingAndConnectionStaysUsable() {
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            CompletableFuture<ExecuteResult> future =
                    insert(1, LongParameter.ofBytes(ByteSource.ofPublisher(publisher)), text("x"));
            Await.until(publisher::hasSubscribers);
            publisher.submit(ByteBuffer.wrap(new byte[1000]));
            future.cancel(true);
            Await.until(() -> !publisher.hasSubscribers());
        }

        assertThat(number(connection, "SELECT COUNT(*) FROM large")).isZero();
        await(insert(2, bytes(new byte[] {1, 2, 3}), text("y")));
        assertThat(number(connection, "SELECT LENGTH(v) FROM large")).isEqualTo(3);
    }
}
