package dev.mysqlasync.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The network of one test, and the handlers used in it. */
public final class ContractScene {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final ContractNetwork network;
    private final List<Recorder> attempted = new CopyOnWriteArrayList<>();

    ContractScene(ContractNetwork network) {
        this.network = network;
    }

    ContractNetwork network() {
        return network;
    }

    Transport transport() {
        return network.transport();
    }

    Recorder recorder() {
        return new Recorder(transport());
    }

    /** Connects with a long deadline and waits for the connection. */
    Recorder open(ContractPeer peer) {
        return open(peer, recorder());
    }

    Recorder open(ContractPeer peer, Recorder recorder) {
        attempt(peer.endpoint(), LONG, recorder);
        await("connected", () -> recorder.isConnected() || recorder.isClosed());
        assertNull(recorder.cause());
        return recorder;
    }

    Recorder attempt(Endpoint endpoint) {
        Recorder recorder = recorder();
        attempt(endpoint, LONG, recorder);
        return recorder;
    }

    Cancellable attempt(Endpoint endpoint, Duration within, Recorder recorder) {
        attempted.add(recorder);
        return transport().connect(endpoint, Deadline.after(transport(), within), recorder);
    }

    void await(String what, BooleanSupplier condition) {
        network.await(what, condition);
    }

    void awaitClosed(Recorder recorder) {
        await("closed", recorder::isClosed);
    }

    /** Waits until all tasks passed to {@code execute} before this call have run. */
    void awaitTasks(Recorder recorder) {
        AtomicBoolean ran = new AtomicBoolean();
        recorder.connection().execute(() -> ran.set(true));
        await("tasks run", ran::get);
    }

    /**
     * Closes the transport. Checks that every handler was told of its end exactly once, and that no call violated the
     * contract.
     */
    void end() {
        transport().close();
        for (Recorder recorder : attempted) {
            awaitClosed(recorder);
        }
        network.close();
        for (Recorder recorder : attempted) {
            assertEquals(List.of(), recorder.violations());
            assertEquals(1, recorder.closedCalls());
        }
    }

    /** Pseudo-random bytes, the same in each run. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
