package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LOAD DATA LOCAL on servers that take it. */
class LoadDataTest extends ServerScene {

    private static final String FOREIGN_NAME = "/etc/passwd";

    private MySqlConnection connection;
    private String table;

    @BeforeEach
    void createTable() {
        connection = connect(options ->
                options.localInfile(true).multiStatements(true).autocommit(true).closeTimeout(Await.LIMIT));
        table = createTable(connection, "id BIGINT PRIMARY KEY, name VARCHAR(5000)");
    }

    private String load(String into) {
        return "LOAD DATA LOCAL INFILE '" + FOREIGN_NAME + "' INTO TABLE " + into
                + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY ','";
    }

    private CompletableFuture<ExecuteResult> load(ByteSource source) {
        return connection.execute(Statement.of(load(table)).localInfile(source));
    }

    private static ByteSource text(String text) {
        return ByteSource.ofBytes(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long rows() {
        return number(connect(), "SELECT COUNT(*) FROM " + table);
    }

    /** A statement that sends a file has no cursor. */
    @Test
    void stream_fetchSize_isLoadedAllTheSame() {
        Statement load = Statement.of(load(table)).localInfile(text("1,one\n")).fetchSize(10);
        Cursor cursor = connection.streamingCursor();

        await(cursor.execute(load));

        assertThat(rows()).isEqualTo(1);
        await(cursor.close());
    }

    // --- sources ---------------------------------------------------------------------------------------------------

    @Test
    void execute_bytes_areLoaded() {
        ExecuteResult result = await(load(text("1,one\n2,zwölf😀\n")));

        assertThat(result.affectedRows()).isEqualTo(2);
        assertThat(result.info())
                .startsWith("Records: 2 ")
                .contains("Skipped: 0")
                .endsWith("Warnings: 0");
        assertThat(text(connection, "SELECT name FROM " + table + " WHERE id = 2"))
                .isEqualTo("zwölf😀");
        assertUsable(connection);
    }

    @Test
    void execute_emptyFile_loadsNothing() {
        assertThat(await(load(text(""))).info()).startsWith("Records: 0 ");
        assertUsable(connection);
    }

    @Test
    void execute_file_isLoaded(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), "1,one\n2,two\n3,three\n");

        assertThat(await(load(ByteSource.ofFile(file))).affectedRows()).isEqualTo(3);
        assertUsable(connection);
    }

    @Test
    void execute_streamOf50MB_isLoadedAndReportsItsProgress() {
        int lines = 12_500;
        List<Long> progress = new ArrayList<>();
        ByteSource source = ByteSource.ofStream(
                        () -> new GeneratedStream(lines, i -> String.format("%09d,%03989d\n", i, i)))
                .onProgress(progress::add);

        assertThat(await(load(source)).affectedRows()).isEqualTo(lines);

        assertThat(progress).isSorted().endsWith(lines * 4000L);
        assertThat(number(connection, "SELECT SUM(id) FROM " + table)).isEqualTo(lines * (lines - 1L) / 2);
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table + " WHERE CAST(name AS UNSIGNED) <> id"))
                .isZero();
    }

    @Test
    void execute_publisherOnItsOwnThreads_isLoaded() {
        CompletableFuture<ExecuteResult> future;
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            future = load(ByteSource.ofPublisher(publisher));
            Await.until(publisher::hasSubscribers);
            for (int i = 0; i < 3_000; i++) {
                publisher.submit(ByteBuffer.wrap(utf8(i + ",row " + i + "\n")));
            }
        }

        assertThat(await(future).affectedRows()).isEqualTo(3_000);
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table + " WHERE name = CONCAT('row ', id)"))
                .isEqualTo(3_000);
    }

    @Test
    void execute_buffersOver16MiB_areLoaded() {
        String line = "%09d," + "x".repeat(989) + "\n";
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(String.format(line, i));
        }
        assertThat(lines).hasSizeGreaterThan(0xFFFFFF);

        assertThat(await(load(text(lines.toString()))).affectedRows()).isEqualTo(20_000);
        assertUsable(connection);
    }

    @Test
    void execute_underTls_isLoaded() {
        Assumptions.assumeTrue(server.offersTls(), "the server offers TLS");
        MySqlConnection secure = connect(
                options -> options.tls(TlsMode.REQUIRED).localInfile(true).autocommit(true));
        ByteSource source =
                ByteSource.ofStream(() -> new GeneratedStream(5_000, i -> i + ",row" + "x".repeat(1000) + "\n"));

        assertThat(await(secure.execute(Statement.of(load(table)).localInfile(source)))
                        .affectedRows())
                .isEqualTo(5_000);
        assertUsable(secure);
    }

    // --- what the server says --------------------------------------------------------------------------------------

    @Test
    void execute_rowsThatDoNotFit_areTold() {
        await(connection.execute("INSERT INTO " + table + " VALUES (1, 'old')"));

        ExecuteResult result = await(load(text("1,new\n2,two,more\nx,three\n")));

        assertThat(result.info()).startsWith("Records: 3 ").contains("Skipped: 1");
        assertThat(result.warningCount()).isEqualTo(3);
        assertThat(text(connection, "SELECT name FROM " + table + " WHERE id = 1"))
                .isEqualTo("old");
    }

    @Test
    void execute_noSuchTable_failsAndConnectionStaysUsable() {
        CompletableFuture<ExecuteResult> future =
                connection.execute(Statement.of(load("no_such_table")).localInfile(text("1,one\n")));

        assertThat(failure(future, MySqlServerException.class).errorCode()).isEqualTo(1146);
        assertUsable(connection);
    }

    @Test
    void execute_errorAtARowInTheMiddle_failsAndLoadsNothing() {
        await(connection.execute("CREATE TRIGGER " + table + "_tr BEFORE INSERT ON " + table
                + " FOR EACH ROW IF NEW.id = 1000 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF"));
        ByteSource source = ByteSource.ofStream(() -> new GeneratedStream(100_000, i -> i + ",row " + i + "\n"));

        MySqlServerException failure = failure(load(source), MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1644);
        assertThat(rows()).isZero();
        assertUsable(connection);
    }

    // --- what is refused -------------------------------------------------------------------------------------------

    @Test
    void execute_optionOff_failsAndConnectionStaysUsable() {
        MySqlConnection without = connect();

        assertThat(failure(
                        without.execute(Statement.of(load(table)).localInfile(text("1,one\n"))),
                        IllegalArgumentException.class))
                .hasMessageContaining("localInfile");
        assertUsable(without);
    }

    @Test
    void execute_optionOffAndNoSource_isRefusedByTheServer() {
        MySqlConnection without = connect();

        MySqlServerException failure = failure(without.execute(load(table)), MySqlServerException.class);

        assertThat(failure.errorCode()).isIn(1148, 3948, 4166);
        assertUsable(without);
    }

    @Test
    void execute_noSource_isASecurityFailureAndSendsNoFile() {
        failure(connection.execute(load(table)), MySqlSecurityException.class);

        assertThat(connection.isOpen()).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void results_secondFile_isASecurityFailure() {
        CompletableFuture<List<Result>> future =
                connection.results(Statement.of(load(table) + ";" + load(table)).localInfile(text("1,one\n")));

        failure(future, MySqlSecurityException.class);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void results_fileInTheMiddle_isLoaded() {
        List<Result> results = await(connection.results(
                Statement.of("SELECT 1; " + load(table) + "; SELECT 2").localInfile(text("1,one\n"))));

        assertThat(results).hasSize(3);
        assertThat(((ExecuteResult) results.get(1)).affectedRows()).isEqualTo(1);
        assertUsable(connection);
    }

    // --- sources that fail -----------------------------------------------------------------------------------------

    @Test
    void execute_fileThatIsNotThere_failsAndConnectionStaysUsable(@TempDir Path directory) {
        CompletableFuture<ExecuteResult> future = load(ByteSource.ofFile(directory.resolve("none")));

        assertThat(failure(future, MySqlSourceException.class)).hasCauseInstanceOf(NoSuchFileException.class);
        assertUsable(connection);
    }

    /** Enough for many pieces, then nothing in the middle of a line. */
    @Test
    void execute_sourceThatBreaksOff_leavesNoRowAndClosesTheConnection() {
        IOException cause = new IOException("broken");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw cause;
            }
        };
        ByteSource source = ByteSource.ofStream(() -> new SequenceInputStream(
                new GeneratedStream(2_001, i -> i + ",row" + "x".repeat(1000) + (i < 2_000 ? "\n" : "")), broken));

        MySqlSourceException failure = failure(load(source), MySqlSourceException.class);

        assertThat(failure).hasCause(cause);
        assertThat(failure.isFatal()).isTrue();
        assertThat(connection.isOpen()).isFalse();
        assertEnds(connection);
        assertThat(rows()).isZero();
    }

    @Test
    void cancel_midway_leavesNoRowAndClosesTheConnection() {
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            CompletableFuture<ExecuteResult> future = load(ByteSource.ofPublisher(publisher));
            Await.until(publisher::hasSubscribers);
            publisher.submit(ByteBuffer.wrap(utf8("1,one\n2")));
            awaitLoading();
            future.cancel(true);

            Await.until(() -> !connection.isOpen());
            Await.until(() -> !publisher.hasSubscribers());
        }
        assertEnds(connection);
        assertThat(rows()).isZero();
    }

    private void awaitLoading() {
        MySqlConnection watcher = connect(options -> options.autocommit(true));
        Await.until(() -> number(watcher, threads() + " AND info LIKE 'LOAD%'") == 1);
    }

    private void assertEnds(MySqlConnection ended) {
        MySqlConnection watcher = connect(options -> options.autocommit(true));
        Await.until(() -> number(watcher, threads()) == 0);
        assertThat(failure(ended.ping(), MySqlException.class).isSafeToRetry()).isTrue();
    }

    private String threads() {
        return "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + connection.connectionId();
    }
}
