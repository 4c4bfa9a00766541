package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.never;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.requestFile;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.auth.AuthContext;
import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.InMemoryTransport;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InMemoryServerTest {

    private final SimLoop loop = SimLoop.shuffled(4711);
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final FakeMySqlServer mysql = FakeMySqlServer.inMemory(network);
    private final Client client = new Client();

    /** A client that gathers packets. */
    private static final class Client implements TransportHandler {

        private final PacketAssembler assembler = new PacketAssembler();
        private final Queue<PayloadReader> packets = new ArrayDeque<>();
        private @Nullable TransportConnection connection;
        private boolean closed;
        private @Nullable Throwable cause;

        @Override
        public void connected(TransportConnection connection) {
            this.connection = connection;
        }

        @Override
        public void received(ByteBuffer bytes) {
            assembler.append(bytes);
            while (assembler.next()) {
                packets.add(new PayloadReader(
                        Arrays.copyOfRange(assembler.buffer(), assembler.payloadStart(), assembler.payloadEnd())));
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            closed = true;
            this.cause = cause;
        }

        void send(int sequence, byte[] payload) {
            PayloadWriter out = new PayloadWriter();
            int start = PacketFramer.begin(out);
            out.writeBytes(payload);
            PacketFramer.end(out, start, sequence);
            connection.write(ByteBuffer.wrap(out.toByteArray()));
        }

        void send(ClientCommand command) {
            PayloadWriter payload = new PayloadWriter();
            command.encode(payload, RawClient.CAPABILITIES);
            send(0, payload.toByteArray());
        }
    }

    @BeforeEach
    void login() {
        login(client);
    }

    private void login(Client client) {
        InMemoryTransport transport = network.transport();
        transport.connect(mysql.endpoint(), Deadline.after(transport, Duration.ofMinutes(10)), client);
        loop.runUntilIdle();
        Greeting greeting = Greeting.decode(client.packets.remove());
        AuthContext context = new AuthContext("app", Secret.of("secret"), TransportSecurity.PLAIN, null, false);
        byte[] proof = AuthPlugins.standard()
                .plugin(greeting.authPlugin())
                .start(context, greeting.scramble())
                .first();
        PayloadWriter response = new PayloadWriter();
        new HandshakeResponse41(
                        RawClient.CAPABILITIES, 1 << 24, 45, "app", proof, null, greeting.authPlugin(), Map.of(), 0)
                .encode(response);
        client.send(1, response.toByteArray());
        loop.runUntilIdle();
        client.packets.clear();
    }

    @Test
    void query_isAnsweredOnTheLoop() {
        mysql.when("X").reply(rows("n INT").row(1));
        client.send(new ComQuery("X"));
        assertThat(client.packets).isEmpty();
        loop.runUntilIdle();

        assertThat(client.packets).hasSize(4);
    }

    @Test
    void delay_passesInVirtualTime() {
        mysql.when("X").reply(ok().delay(Duration.ofHours(1)));
        client.send(new ComQuery("X"));
        loop.clock().advance(Duration.ofMinutes(59));
        loop.runUntilIdle();
        assertThat(client.packets).isEmpty();

        loop.clock().advance(Duration.ofMinutes(1));
        loop.runUntilIdle();
        assertThat(client.packets).hasSize(1);
    }

    @Test
    void rows_clientThatDoesNotRead_areNotMade() {
        AtomicLong made = new AtomicLong();
        mysql.when("X")
                .reply(rows("t VARCHAR(1000)")
                        .generate(() -> Stream.generate(() -> {
                                    made.incrementAndGet();
                                    return List.of("x".repeat(1000));
                                })
                                .iterator()));
        client.connection.pauseReading();
        client.send(new ComQuery("X"));
        loop.runUntilIdle();
        long whilePaused = made.get();
        assertThat(whilePaused).isBetween(64L, 150L);

        client.connection.resumeReading();
        loop.runUntil(() -> made.get() > 1000);
        client.connection.close();
        loop.runUntilIdle();
        assertThat(mysql.connections().get(0).closedBy()).isEqualTo(ClosedBy.ABRUPT);
    }

    @Test
    void close_endsTheConnection() {
        mysql.when("X").reply(never());
        client.send(new ComQuery("X"));
        loop.runUntilIdle();
        mysql.close();
        loop.runUntilIdle();

        assertThat(client.closed).isTrue();
    }

    @Test
    void reset_reachesTheClientAsAFailure() {
        mysql.when("X").reply(Replies.reset());
        client.send(new ComQuery("X"));
        loop.runUntilIdle();

        assertThat(client.cause).hasMessageContaining("reset");
    }

    @Test
    void killQuery_whileAFileIsSent_isToldAtTheFilesEnd() {
        mysql.when("X").reply(requestFile("f"));
        client.send(new ComQuery("X"));
        loop.runUntilIdle();
        Client killer = new Client();
        login(killer);
        killer.send(new ComQuery("KILL QUERY 1"));
        loop.runUntilIdle();
        assertThat(client.packets).as("before the file's end").hasSize(1);

        client.send(2, new byte[] {'1'});
        client.send(3, new byte[0]);
        loop.runUntilIdle();

        client.packets.remove();
        assertThat(ErrPacket.decode(client.packets.remove()).code()).isEqualTo(1317);
        client.send(new ComQuery("SELECT 1"));
        loop.runUntilIdle();
        assertThat(client.packets).hasSize(4);
    }
}
