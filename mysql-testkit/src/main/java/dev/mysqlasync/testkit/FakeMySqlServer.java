package dev.mysqlasync.testkit;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake MySQL server whose answers a test declares as stubs, for tests of code that uses a MySQL client. It speaks the
 * real protocol with any client. It does not execute SQL: it compares statements as text.
 *
 * <pre>{@code
 * try (FakeMySqlServer mysql = FakeMySqlServer.socket()) {
 *     mysql.when("SELECT id, name FROM users WHERE id = ?").withParams(7)
 *          .reply(rows("id BIGINT, name VARCHAR(50)").row(7, "Ada"));
 *     ... connect to mysql.url() ...
 *     mysql.verify("SELECT id, name FROM users WHERE id = ?").times(1);
 *     mysql.verifyNoUnexpected();
 * }
 * }</pre>
 *
 * <p>Without a stub it answers what clients send by themselves. These are commands without SQL such as COM_PING,
 * {@code SET}, {@code USE}, transaction control, {@code SELECT} of well-known variables, and {@code KILL}. Everything
 * else is unexpected. The server answers it with error 1105, whose message shows the nearest stub, and
 * {@link #verifyNoUnexpected} fails. The connection stays usable.
 *
 * <p>Thread-safe. Servers share no state, so tests with a server each may run in parallel.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class FakeMySqlServer implements AutoCloseable {

    private final ServerCore core;
    private final ServerHost host;
    private final FakeAccount account;

    FakeMySqlServer(ServerCore core, ServerHost host, FakeAccount account) {
        this.core = core;
        this.host = host;
        this.account = account;
    }

    /** Creates a builder with default settings. */
    public static FakeMySqlServerBuilder builder() {
        return new FakeMySqlServerBuilder();
    }

    /** Starts a server with default settings on a free TCP port of 127.0.0.1. */
    public static FakeMySqlServer socket() {
        return builder().socket();
    }

    /** Starts a server with default settings in memory, at the endpoint {@code fake:3306}. */
    public static FakeMySqlServer inMemory(InMemoryNetwork network) {
        return builder().inMemory(network);
    }

    /**
     * Declares a stub for a statement. White space, plain comments and a trailing semicolon are ignored in the
     * comparison. If several stubs match a statement, the one declared last answers.
     */
    public Stub when(String sql) {
        return core.stubs().declare(CommandPattern.Exact.of(sql));
    }

    /**
     * Declares a stub for statements whose whole text matches a regular expression. White space and plain comments are
     * normalised first.
     *
     * @throws java.util.regex.PatternSyntaxException if the regular expression is malformed
     */
    public Stub whenMatches(String regex) {
        return core.stubs().declare(new CommandPattern.Regex(Pattern.compile(regex, Pattern.DOTALL)));
    }

    /**
     * Declares a stub for commands that {@linkplain ReceivedCommand#runsSql execute SQL} and that a predicate accepts.
     * The predicate is also called for COM_STMT_PREPARE. It runs on the connection's thread.
     */
    public Stub when(Predicate<ReceivedCommand> predicate) {
        return core.stubs().declare(new CommandPattern.Custom(predicate));
    }

    /** Declares a stub for commands of one name, such as {@code COM_PING} or {@code COM_STMT_PREPARE}. */
    public Stub whenCommand(String command) {
        return core.stubs().declare(new CommandPattern.Named(command));
    }

    /** Sets the fault of all later connections; null for none. */
    public void onConnect(@Nullable ConnectFault fault) {
        core.fault(fault);
    }

    /** Sets the fault of the next connection only. A second call sets that of the connection after it. */
    public void onNextConnect(ConnectFault fault) {
        core.nextFault(fault);
    }

    /** Closes a connection. Does nothing if there is none with this id. */
    public void killConnection(long connectionId) {
        ServerConversation conversation = core.conversation(connectionId);
        if (conversation != null) {
            conversation.kill();
        }
    }

    /** All commands received after authentication, in order. */
    public List<ReceivedCommand> commands() {
        return core.log().commands();
    }

    /** All connections so far, ordered by id. */
    public List<RecordedConnection> connections() {
        return core.log().connections();
    }

    /**
     * All local files that clients have sent completely, in the order of completion; see {@link Replies#requestFile}.
     */
    public List<ReceivedFile> files() {
        return core.log().files();
    }

    /** Reports of all unexpected commands, each with the nearest stub. */
    public List<String> unexpected() {
        return core.log().unexpected();
    }

    /** Starts a check of how often a statement has been executed. Compares like {@link #when(String)}. */
    public Verification verify(String sql) {
        return new Verification(commands(), CommandPattern.Exact.of(sql), null);
    }

    /**
     * Checks that no command was unexpected, and that no code of the test that the server ran has failed.
     *
     * @throws AssertionError with all reports, otherwise
     */
    public void verifyNoUnexpected() {
        List<String> unexpected = unexpected();
        if (!unexpected.isEmpty()) {
            throw new AssertionError(String.join("\n\n", unexpected));
        }
    }

    /**
     * Checks that every stub has answered at least once, and as often as {@link Stub#times} demands.
     *
     * @throws AssertionError with the stubs that have not
     */
    public void verifyAllStubsUsed() {
        List<String> unused = core.stubs().all().stream()
                .filter(stub -> !stub.isSatisfied())
                .map(Stub::toString)
                .toList();
        if (!unused.isEmpty()) {
            throw new AssertionError("stubs not used, or not often enough:\n  " + String.join("\n  ", unused));
        }
    }

    /**
     * Waits until a condition holds. Checks it after every event that the server records, such as the end of a
     * connection. For a server in memory, run the loop instead.
     *
     * @throws AssertionError if the condition does not hold in time
     */
    public void await(Duration timeout, BooleanSupplier condition) {
        try {
            if (!core.log().await(timeout, condition)) {
                throw new AssertionError("the condition does not hold within " + timeout + "; connections: "
                        + connections() + ", commands: " + commands());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /** The endpoint at which the server listens. */
    public Endpoint endpoint() {
        return host.endpoint();
    }

    /**
     * The TCP port.
     *
     * @throws IllegalStateException if the server listens on a unix socket
     */
    public int port() {
        if (endpoint() instanceof Endpoint.Tcp tcp) {
            return tcp.port();
        }
        throw new IllegalStateException("the server has no port: it listens on the unix socket " + endpoint());
    }

    /** The URL for {@code MySqlOptions}, with the user and password of the first account, and without TLS. */
    public String url() {
        byte[] password = account.password().utf8();
        String login = encoded(account.user()) + ":" + encoded(new String(password, StandardCharsets.UTF_8));
        if (endpoint() instanceof Endpoint.UnixSocket socket) {
            return "mysql://" + login + "@localhost/?socket="
                    + encoded(socket.path().toString()) + "&tls=disabled";
        }
        return "mysql://" + login + "@" + endpoint() + "/?tls=disabled";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        host.close();
    }

    @Override
    public String toString() {
        return "FakeMySqlServer[" + endpoint() + "]";
    }
}
