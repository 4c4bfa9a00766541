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
 * A MySQL server that answers what a test tells it to, for unit tests of code that uses a client of MySQL. It speaks the
 * protocol for real, with any client, and knows no SQL: statements are compared as text.
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
 * <p>Without a stub it answers what clients send by themselves: COM_PING and the other commands that carry no SQL,
 * {@code SET}, {@code USE}, transactions, {@code SELECT} of well-known variables, {@code KILL}. Everything else is
 * unexpected: it is answered with error 1105, whose message shows the nearest stub, and is remembered for
 * {@link #verifyNoUnexpected}; the connection stays usable.
 *
 * <p>Thread-safe. Servers share nothing: tests may run in parallel, each with its own.
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

    /** A builder with every setting at its default. */
    public static FakeMySqlServerBuilder builder() {
        return new FakeMySqlServerBuilder();
    }

    /** A server with default settings on a TCP port of 127.0.0.1. */
    public static FakeMySqlServer socket() {
        return builder().socket();
    }

    /** A server with default settings in memory, at the endpoint {@code fake:3306}. */
    public static FakeMySqlServer inMemory(InMemoryNetwork network) {
        return builder().inMemory(network);
    }

    /**
     * Declares what to answer to a statement: one that is the same but for white space, plain comments and a semicolon
     * at its end. Of several stubs for a statement, the one declared last answers.
     */
    public Stub when(String sql) {
        return core.stubs().declare(CommandPattern.Exact.of(sql));
    }

    /**
     * Declares what to answer to statements that match a regular expression as a whole, without regard to white space
     * and plain comments.
     *
     * @throws java.util.regex.PatternSyntaxException if it is not a regular expression
     */
    public Stub whenMatches(String regex) {
        return core.stubs().declare(new CommandPattern.Regex(Pattern.compile(regex, Pattern.DOTALL)));
    }

    /**
     * Declares what to answer to commands that {@linkplain ReceivedCommand#runsSql run SQL} and that a predicate accepts.
     * It is asked about COM_STMT_PREPARE, too, and runs on the connection's thread.
     */
    public Stub when(Predicate<ReceivedCommand> predicate) {
        return core.stubs().declare(new CommandPattern.Custom(predicate));
    }

    /** Declares what to answer to commands of one name, such as {@code COM_PING} or {@code COM_STMT_PREPARE}. */
    public Stub whenCommand(String command) {
        return core.stubs().declare(new CommandPattern.Named(command));
    }

    /** Lets something go wrong with all connections to come; null for nothing. */
    public void onConnect(@Nullable ConnectFault fault) {
        core.fault(fault);
    }

    /** Lets something go wrong with the next connection only; called again, with the one after it. */
    public void onNextConnect(ConnectFault fault) {
        core.nextFault(fault);
    }

    /** Closes a connection; nothing happens if there is none of this id. */
    public void killConnection(long connectionId) {
        ServerConversation conversation = core.conversation(connectionId);
        if (conversation != null) {
            conversation.kill();
        }
    }

    /** All commands received after authentication, in their order. */
    public List<ReceivedCommand> commands() {
        return core.log().commands();
    }

    /** All connections there have been, by id. */
    public List<RecordedConnection> connections() {
        return core.log().connections();
    }

    /** All local files that clients have sent, see {@link Replies#requestFile}, in the order of their ends. */
    public List<ReceivedFile> files() {
        return core.log().files();
    }

    /** What was unexpected, each with the nearest stub. */
    public List<String> unexpected() {
        return core.log().unexpected();
    }

    /** Counts how often a statement was run, compared as by {@link #when(String)}. */
    public Verification verify(String sql) {
        return new Verification(commands(), CommandPattern.Exact.of(sql), null);
    }

    /**
     * Checks that every statement was expected, and that nothing failed in code of the test that the server ran.
     *
     * @throws AssertionError with all that was unexpected, if not
     */
    public void verifyNoUnexpected() {
        List<String> unexpected = unexpected();
        if (!unexpected.isEmpty()) {
            throw new AssertionError(String.join("\n\n", unexpected));
        }
    }

    /**
     * Checks that every stub has answered at least once, and as often as {@link Stub#times} says.
     *
     * @throws AssertionError with those that have not
     */
    public void verifyAllStubsUsed() {
        List<String> unused = core.stubs().all().stream()
                .filter(stub -> !stub.isSatisfied())
                .map(Stub::toString)
                .toList();
        if (!unused.isEmpty()) {
            throw new AssertionError(
                    "stubs not used, or not as often as they should be:\n  " + String.join("\n  ", unused));
        }
    }

    /**
     * Waits until a condition holds, which is asked again whenever the server has noticed something, such as the end
     * of a connection. Not for a server in memory: there, run the loop.
     *
     * @throws AssertionError if it does not hold in time
     */
    public void await(Duration timeout, BooleanSupplier condition) {
        try {
            if (!core.log().await(timeout, condition)) {
                throw new AssertionError(
                        "not within " + timeout + "; connections: " + connections() + ", commands: " + commands());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /** Where the server listens. */
    public Endpoint endpoint() {
        return host.endpoint();
    }

    /**
     * The TCP port.
     *
     * @throws IllegalStateException if it listens on a unix socket
     */
    public int port() {
        if (endpoint() instanceof Endpoint.Tcp tcp) {
            return tcp.port();
        }
        throw new IllegalStateException("no port: the server listens on " + endpoint());
    }

    /** The URL for {@code MySqlOptions}, with user and password of the first account and TLS off. */
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

    /** Stops listening and ends all connections. */
    @Override
    public void close() {
        host.close();
    }

    @Override
    public String toString() {
        return "FakeMySqlServer[" + endpoint() + "]";
    }
}
