package dev.mysqlasync.tests.hostile;

import static dev.mysqlasync.tests.hostile.Flood.MORE_RESULTS;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a server may send, what the client has asked for, and how that must end. */
enum HostileAnswer {
    /** An obliging server. */
    NONE(connection -> connection.ping(), null, flood -> flood.ok()),

    // --- results ---------------------------------------------------------------------------------------------------

    RESULTS_WITHOUT_ROWS(q -> q.results("x"), MySqlLimitException.class, forever(flood -> flood.ok(MORE_RESULTS, ""))),
    LONG_INFOS(
            q -> q.results("x"),
            MySqlLimitException.class,
            forever(flood -> flood.ok(MORE_RESULTS, "info".repeat(15_000)))),
    RESULTS_OF_NO_ROW(
            q -> q.call("CALL x()"),
            MySqlLimitException.class,
            forever(flood -> flood.columnCount(1).column("a").endOfRows(MORE_RESULTS))),
    RESULTS_OF_ONE_ROW(
            q -> q.call("CALL x()"),
            MySqlLimitException.class,
            forever(flood -> flood.columnCount(1).column("a").row("1").endOfRows(MORE_RESULTS))),
    RESULTS_FOR_A_CURSOR(
            q -> q.streamingCursor()
                    .execute("x")
                    .thenCompose(cursor -> q.closed().thenCompose(gone -> cursor.nextSet())),
            MySqlLimitException.class,
            forever(flood -> flood.ok(MORE_RESULTS, "info"))),
    ROWS_OF_ONE_BYTE(q -> q.query("x"), MySqlLimitException.class, rows(flood -> flood.row(""))),
    ROWS_TO_A_MAPPER(q -> q.query("x", row -> "y"), MySqlLimitException.class, rows(flood -> flood.row(""))),
    ROWS_TO_NOBODY(
            q -> q.execute(Statement.of("x").timeout(Duration.ofSeconds(1))),
            MySqlTimeoutException.class,
            rows(flood -> flood.row("x".repeat(1000)))),
    ROWS_TO_A_FETCH(
            q -> q.streamingCursor().execute("x").thenCompose(cursor -> cursor.fetchAll()),
            MySqlLimitException.class,
            rows(flood -> flood.row(""))),
    ROW_CLAIMED_LONG(
            q -> q.query("x"),
            MySqlLimitException.class,
            flood -> flood.columnCount(1).column("a").claim(0xFFFFFE, 100)),
    ROW_LONG(
            q -> q.query("x"),
            MySqlLimitException.class,
            flood -> flood.columnCount(1).column("a").claim(0xFFFFFE, 0xFFFFFE)),
    COLUMNS_LONG(
            q -> q.query("x"),
            MySqlLimitException.class,
            flood -> forever(some -> some.column("x".repeat(100_000))).send(flood.columnCount(4096))),
    COLUMNS_MANY(
            q -> q.query("x"),
            MySqlLimitException.class,
            flood -> forever(some -> some.column("")).send(flood.columnCount(Integer.MAX_VALUE))),
    MESSAGE_LONG(q -> q.query("x"), MySqlServerException.class, flood -> flood.error(1064, "no".repeat(250_000))),
    FILE_NAME_LONG(q -> q.query("x"), MySqlSecurityException.class, flood -> flood.packet(0xFB, "x".repeat(500_000))),
    WARNINGS(q -> q.warnings(), MySqlLimitException.class, flood -> {
        flood.columnCount(3).column("Level").column("Code").column("Message");
        forever(some -> some.row("Note", "1", "no")).send(flood);
    }),

    // --- prepared statements ---------------------------------------------------------------------------------------

    PREPARED_COLUMNS_LONG(
            q -> q.query("x ?", 1),
            MySqlLimitException.class,
            flood -> forever(some -> some.column("x".repeat(10_000))).send(prepared(flood, 0xFFFF, 0))),
    PREPARED_PARAMETERS_LONG(q -> q.query("x ?", 1), IllegalArgumentException.class, flood -> {
        prepared(flood, 0, 2000);
        for (int i = 0; i < 2000; i++) {
            flood.column("x".repeat(10_000));
        }
    }),

    // --- changes of the session ------------------------------------------------------------------------------------

    CHANGES_WITHOUT_CONTENT(
            q -> q.ping(), MySqlProtocolException.class, flood -> flood.changes(repeat(Flood.bytes(6, 0), 400_000))),
    VARIABLES_WITHOUT_CONTENT(
            q -> q.ping(),
            MySqlProtocolException.class,
            flood -> flood.changes(Flood.bytes(0, (Object) Flood.length(800_000), new byte[800_000]))),
    CHANGES_LONG(q -> q.ping(), MySqlException.class, flood -> flood.claim(0xFFFFFE, 0xFFFFFE)),
    VARIABLES_INVENTED(
            HostileAnswer::pingOverAndOver,
            MySqlProtocolException.class,
            flood -> flood.changes(Flood.bytes(variables((int) System.nanoTime())))),

    // --- the beginning ---------------------------------------------------------------------------------------------

    AUTHENTICATION_WITHOUT_END(Stage.LOGIN, MySqlConnectException.class, forever(flood -> flood.packet(1, "more"))),
    AUTHENTICATION_LONG(Stage.LOGIN, MySqlConnectException.class, flood -> flood.claim(0xFFFFFE, 0xFFFFFE)),
    SETTINGS_WITHOUT_END(Stage.SETTINGS, MySqlException.class, forever(flood -> flood.ok(MORE_RESULTS, "info"))),
    FACTS_WITHOUT_END(
            Stage.FACTS,
            MySqlException.class,
            flood -> forever(some -> some.row(facts())).send(factColumns(flood))),
    FACTS_LONG(
            Stage.FACTS,
            MySqlException.class,
            flood -> flood.columnCount(1).column("a").claim(0xFFFFFE, 0xFFFFFE)),
    CHANGE_OF_USER_WITHOUT_END(
            q -> q.changeUser("x", "y"), MySqlException.class, forever(flood -> flood.packet(1, "more"))),
    CHANGE_OF_USER_LONG(q -> q.changeUser("x", "y"), MySqlException.class, flood -> flood.claim(900_000, 900_000)),

    // --- a server that does not read -------------------------------------------------------------------------------

    PAUSE(HostileAnswer::manyLongStatements, MySqlException.class, flood -> {
        try {
            new CountDownLatch(1).await(); // until the peer is closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    });

    /** Sends packets. */
    interface Script {
        void send(Flood flood) throws IOException;
    }

    private enum Stage {
        LOGIN,
        SETTINGS,
        FACTS,
        COMMAND
    }

    private final Stage stage;
    private final Function<MySqlConnection, CompletableFuture<?>> question;
    private final @Nullable Class<? extends Throwable> end;
    private final Script script;

    HostileAnswer(Stage stage, Class<? extends Throwable> end, Script script) {
        this(stage, connection -> connection.ping(), end, script);
    }

    HostileAnswer(
            Function<MySqlConnection, CompletableFuture<?>> question,
            @Nullable Class<? extends Throwable> end,
            Script script) {
        this(Stage.COMMAND, question, end, script);
    }

    HostileAnswer(
            Stage stage,
            Function<MySqlConnection, CompletableFuture<?>> question,
            @Nullable Class<? extends Throwable> end,
            Script script) {
        this.stage = stage;
        this.question = question;
        this.end = end;
        this.script = script;
    }

    // --- for the client --------------------------------------------------------------------------------------------

    CompletableFuture<?> ask(MySqlConnection connection) {
        return question.apply(connection);
    }

    /** What the question fails with; {@code null} if it is answered. */
    @Nullable
    Class<? extends Throwable> end() {
        return end;
    }

    private static CompletableFuture<?> pingOverAndOver(MySqlConnection connection) {
        return connection.ping().thenCompose(pong -> pingOverAndOver(connection));
    }

    private static CompletableFuture<?> manyLongStatements(MySqlConnection connection) {
        String sql = "x".repeat(1 << 20);
        return CompletableFuture.allOf(IntStream.range(0, 500)
                .mapToObj(i -> connection.execute(Statement.of(sql).timeout(Duration.ofSeconds(1))))
                .toArray(CompletableFuture<?>[]::new));
    }

    // --- for the server --------------------------------------------------------------------------------------------

    void login(HostilePeer.Client client) throws IOException {
        send(stage == Stage.LOGIN ? script : Flood::ok, new Flood(client.out(), 2));
    }

    void settings(HostilePeer.Client client) throws IOException {
        send(stage == Stage.SETTINGS ? script : Flood::ok, client.flood());
    }

    void facts(HostilePeer.Client client) throws IOException {
        send(stage == Stage.FACTS ? script : HostileAnswer::facts, client.flood());
    }

    void command(HostilePeer.Client client) throws IOException {
        send(script, client.flood());
    }

    private static void send(Script script, Flood flood) throws IOException {
        script.send(flood);
        flood.flush();
    }

    private static void facts(Flood flood) throws IOException {
        factColumns(flood).row(facts()).endOfRows(2);
    }

    /** What a server says of itself, in the order of the question; a method, as constants of an enum come before its fields. */
    private static String[] facts() {
        return new String[] {
            "72",
            "9.7.4",
            "MySQL Community Server - GPL",
            "",
            "SYSTEM",
            "67108864",
            "utf8mb4",
            "utf8mb4_bin",
            "0",
            "0",
            "0",
            "",
            "",
            ""
        };
    }

    private static Flood factColumns(Flood flood) throws IOException {
        flood.columnCount(facts().length);
        for (String fact : facts()) {
            flood.column("a");
        }
        return flood;
    }

    private static Script forever(Script some) {
        return flood -> {
            while (true) {
                some.send(flood);
            }
        };
    }

    private static Script rows(Script row) {
        return flood -> {
            flood.columnCount(1).column("a");
            forever(row).send(flood);
        };
    }

    private static Flood prepared(Flood flood, int columns, int parameters) throws IOException {
        return flood.packet(0, 7, 0, 0, 0, columns, columns >> 8, parameters, parameters >> 8, 0, 0, 0);
    }

    private static byte[] variables(int first) {
        byte[] block = {};
        for (int i = 0; i < 20; i++) {
            byte[] entry = Flood.bytes(Flood.lenenc("variable" + (first + i)), Flood.lenenc("x".repeat(1000)));
            block = Flood.bytes(block, 0, Flood.length(entry.length), entry);
        }
        return block;
    }

    private static byte[] repeat(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }
}
