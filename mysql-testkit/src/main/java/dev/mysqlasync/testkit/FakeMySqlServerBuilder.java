package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link FakeMySqlServer}. {@link #socket}, {@link #unixSocket} and
 * {@link #inMemory(InMemoryNetwork)} start it. Not thread-safe.
 */
public final class FakeMySqlServerBuilder {

    private static final AtomicLong SERVERS = new AtomicLong();

    private static final String DEFAULT_VERSION = "8.4.6";
    private static final int UTF8MB4_0900_AI_CI = 255;
    private static final int DEFAULT_MAX_ALLOWED_PACKET = 64 * 1024 * 1024;
    private static final Endpoint.Tcp IN_MEMORY = new Endpoint.Tcp("fake", 3306);
    private static final long DEFAULT_CAPABILITIES = Capability.CLIENT_LONG_PASSWORD
            | Capability.CLIENT_FOUND_ROWS
            | Capability.CLIENT_LONG_FLAG
            | Capability.CLIENT_CONNECT_WITH_DB
            | Capability.CLIENT_LOCAL_FILES
            | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_INTERACTIVE
            | Capability.CLIENT_TRANSACTIONS
            | Capability.CLIENT_RESERVED2
            | Capability.CLIENT_MULTI_STATEMENTS
            | Capability.CLIENT_MULTI_RESULTS
            | Capability.CLIENT_PS_MULTI_RESULTS
            | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_CONNECT_ATTRS
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capability.CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS
            | Capability.CLIENT_SESSION_TRACK
            | Capability.CLIENT_DEPRECATE_EOF
            | Capability.CLIENT_OPTIONAL_RESULTSET_METADATA
            | Capability.CLIENT_QUERY_ATTRIBUTES;

    private final Map<String, FakeAccount> accounts = new LinkedHashMap<>();
    private String version = DEFAULT_VERSION;
    private long capabilities = DEFAULT_CAPABILITIES;
    private int collation = UTF8MB4_0900_AI_CI;
    private int maxAllowedPacket = DEFAULT_MAX_ALLOWED_PACKET;
    private boolean oneByOne;
    private @Nullable String defaultAuthPlugin;
    private UnaryOperator<Greeting> greeting = UnaryOperator.identity();
    private @Nullable ConnectFault fault;

    FakeMySqlServerBuilder() {}

    /** Sets the version in the greeting, such as {@code 5.5.5-10.11.4-MariaDB}. Default: {@code 8.4.6}. */
    public FakeMySqlServerBuilder serverVersion(String text) {
        version = text;
        return this;
    }

    /**
     * Adds an account. By default there is one: {@code app} with the password {@code secret} and
     * {@link AuthMode#CACHING_SHA2_FAST}.
     */
    public FakeMySqlServerBuilder user(String name, CharSequence password, AuthMode mode) {
        accounts.put(name, new FakeAccount(name, Secret.of(password), mode));
        return this;
    }

    /** Adds capabilities, bits of {@link Capability}, to the greeting. The test must provide for what they promise. */
    public FakeMySqlServerBuilder with(long flags) {
        capabilities |= flags;
        return this;
    }

    /** Removes capabilities from the greeting. */
    public FakeMySqlServerBuilder without(long flags) {
        capabilities &= ~flags;
        return this;
    }

    /** Sets the collation id in the greeting, 0 to 255. Default: 255, utf8mb4_0900_ai_ci. */
    public FakeMySqlServerBuilder collation(int number) {
        collation = number;
        return this;
    }

    /** Sets the authentication plugin in the greeting. Default: that of the first account. */
    public FakeMySqlServerBuilder defaultAuthPlugin(String name) {
        defaultAuthPlugin = name;
        return this;
    }

    /** Changes the greeting of every connection after all other settings have been applied. */
    public FakeMySqlServerBuilder greeting(UnaryOperator<Greeting> change) {
        greeting = change;
        return this;
    }

    /** Sets {@code max_allowed_packet} in bytes. Commands of this length and more get error 1153. Default: 64 MiB. */
    public FakeMySqlServerBuilder maxAllowedPacket(int bytes) {
        maxAllowedPacket = bytes;
        return this;
    }

    /**
     * Accepts one command at a time, as some proxies do. If a client sends anything before a command has been answered,
     * the server closes the connection, and {@link FakeMySqlServer#verifyNoUnexpected} fails.
     */
    public FakeMySqlServerBuilder oneCommandAtATime() {
        oneByOne = true;
        return this;
    }

    /** Sets the fault of all connections, see {@link FakeMySqlServer#onConnect}. */
    public FakeMySqlServerBuilder onConnect(ConnectFault fault) {
        this.fault = fault;
        return this;
    }

    /** Starts the server on a free TCP port of 127.0.0.1. */
    public FakeMySqlServer socket() {
        ServerCore core = core();
        return server(core, SocketHost.tcp(core));
    }

    /**
     * Starts the server on a unix domain socket.
     *
     * @param path the path of the socket, which must not exist; closing the server deletes it
     */
    public FakeMySqlServer unixSocket(Path path) {
        ServerCore core = core();
        return server(core, SocketHost.unix(core, path));
    }

    /** Starts the server in memory, at the endpoint {@code fake:3306}. */
    public FakeMySqlServer inMemory(InMemoryNetwork network) {
        return inMemory(network, IN_MEMORY);
    }

    /** Starts the server in memory, at an endpoint. */
    public FakeMySqlServer inMemory(InMemoryNetwork network, Endpoint endpoint) {
        ServerCore core = core();
        return server(core, new InMemoryHost(core, network, endpoint));
    }

    private ServerCore core() {
        if (accounts.isEmpty()) {
            user("app", "secret", AuthMode.CACHING_SHA2_FAST);
        }
        String plugin = defaultAuthPlugin != null
                ? defaultAuthPlugin
                : firstAccount().mode().pluginName();
        ServerCore core = new ServerCore(new ServerSettings(
                version,
                capabilities,
                collation,
                plugin,
                greeting,
                maxAllowedPacket,
                uuid(),
                oneByOne,
                Map.copyOf(accounts)));
        core.fault(fault);
        return core;
    }

    private static String uuid() {
        return "00000000-0000-4000-8000-%012d".formatted(SERVERS.incrementAndGet());
    }

    private FakeMySqlServer server(ServerCore core, ServerHost host) {
        return new FakeMySqlServer(core, host, firstAccount());
    }

    private FakeAccount firstAccount() {
        return accounts.values().iterator().next();
    }
}
