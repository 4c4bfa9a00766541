package dev.mysqlasync.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** How attempts to connect succeed, fail, time out and are cancelled. */
@SuppressWarnings("exports") // JUnit is there for those who run these tests
public interface ConnectContract extends ContractPart {

    @Test
    default void connect_listeningPeer_givesConnectionToItsPort() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().open(peer);
        InetSocketAddress address =
                assertInstanceOf(InetSocketAddress.class, client.connection().remoteAddress());
        assertEquals(((Endpoint.Tcp) peer.endpoint()).port(), address.getPort());
        assertFalse(client.isClosed());
    }

    @Test
    default void connect_unixSocket_carriesBytesBothWays() {
        ContractPeer peer = scene().network().listenOnUnixSocket();
        Recorder client = scene().open(peer);
        client.connection().write(java.nio.ByteBuffer.wrap(ContractScene.bytes(1000)));
        peer.send(ContractScene.bytes(2000));
        scene().await("bytes both ways", () -> peer.receivedCount() == 1000 && client.byteCount() == 2000);
        assertArrayEquals(ContractScene.bytes(1000), peer.received());
        assertArrayEquals(ContractScene.bytes(2000), client.bytes());
    }

    @Test
    default void connect_nobodyListens_failsNamingEndpoint() {
        Endpoint refusing = scene().network().refusing();
        Recorder client = scene().attempt(refusing);
        scene().awaitClosed(client);
        assertFailure(ConnectException.class, refusing.toString(), client);
    }

    @Test
    default void connect_missingUnixSocket_failsNamingPath() {
        Endpoint missing = scene().network().missingUnixSocket();
        Recorder client = scene().attempt(missing);
        scene().awaitClosed(client);
        assertFailure(ConnectException.class, missing.toString(), client);
    }

    @Test
    default void connect_nameWithoutAddress_failsNamingHost() {
        Endpoint.Tcp unresolvable = (Endpoint.Tcp) scene().network().unresolvable();
        Recorder client = scene().attempt(unresolvable);
        scene().awaitClosed(client);
        assertFailure(UnknownHostException.class, unresolvable.host(), client);
    }

    @Test
    default void connect_noAnswerByDeadline_failsNamingEndpoint() {
        Endpoint silent = scene().network().silent();
        Recorder client = scene().recorder();
        long start = scene().transport().nanoTime();
        scene().attempt(silent, Duration.ofMillis(300), client);
        scene().awaitClosed(client);
        assertFailure(SocketTimeoutException.class, silent.toString(), client);
        assertTrue(
                scene().transport().nanoTime() - start >= Duration.ofMillis(300).toNanos());
    }

    @Test
    default void connect_deadlineHasPassed_fails() {
        Recorder client = scene().recorder();
        scene().attempt(scene().network().silent(), Duration.ZERO, client);
        scene().awaitClosed(client);
        assertInstanceOf(SocketTimeoutException.class, client.cause());
    }

    @Test
    default void cancel_attemptUnderWay_endsItWithCancellation() {
        Recorder client = scene().recorder();
        Cancellable attempt = scene().attempt(scene().network().silent(), Duration.ofMinutes(10), client);
        attempt.cancel();
        attempt.cancel();
        scene().awaitClosed(client);
        assertInstanceOf(CancellationException.class, client.cause());
    }

    @Test
    default void cancel_atAnyMoment_leavesConnectionOrCancellation() {
        for (int i = 0; i < 50; i++) {
            Recorder client = scene().recorder();
            ContractPeer peer = scene().network().listen();
            Cancellable attempt = scene().attempt(peer.endpoint(), Duration.ofMinutes(10), client);
            attempt.cancel();
            scene().await("an outcome", () -> client.isConnected() || client.isClosed());
            if (!client.isConnected()) {
                assertInstanceOf(CancellationException.class, client.cause());
            }
        }
    }

    @Test
    default void cancel_connectionMade_changesNothing() {
        ContractPeer peer = scene().network().listen();
        Recorder client = scene().recorder();
        Cancellable attempt = scene().attempt(peer.endpoint(), Duration.ofMinutes(10), client);
        scene().await("connected", client::isConnected);
        attempt.cancel();
        peer.send(new byte[10]);
        scene().await("bytes", () -> client.byteCount() == 10);
        assertFalse(client.isClosed());
    }

    @Test
    default void connect_transportClosed_failsWithCancellation() {
        scene().transport().close();
        Recorder client = scene().attempt(scene().network().silent());
        scene().awaitClosed(client);
        assertInstanceOf(CancellationException.class, client.cause());
    }

    @Test
    default void closeTransport_attemptsUnderWay_failWithCancellation() {
        Endpoint silent = scene().network().silent();
        List<Recorder> clients = List.of(scene().attempt(silent), scene().attempt(silent), scene().attempt(silent));
        scene().transport().close();
        for (Recorder client : clients) {
            scene().awaitClosed(client);
            assertInstanceOf(CancellationException.class, client.cause());
        }
    }

    private static void assertFailure(Class<? extends Throwable> type, String named, Recorder client) {
        String message = String.valueOf(assertInstanceOf(type, client.cause()).getMessage());
        assertTrue(message.contains(named), message);
        assertFalse(client.isConnected());
    }
}
