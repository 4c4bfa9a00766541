package dev.mysqlasync.testkit.contract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a transport, as tests: a subclass that gives the {@link ContractNetwork} runs them all. They take no
 * time but what the transport needs.
 */
@Timeout(value = 2, unit = java.util.concurrent.TimeUnit.MINUTES)
public abstract class TransportContract
        implements ConnectContract, ReceiveContract, WriteContract, CloseContract, TaskContract {

    private @Nullable ContractScene scene;

    /** For subclasses. */
    protected TransportContract() {}

    /** A transport with peers, for one test. */
    protected abstract ContractNetwork newNetwork() throws Exception;

    @Override
    public final ContractScene scene() {
        if (scene == null) {
            throw new IllegalStateException("no test is running");
        }
        return scene;
    }

    /** Makes the network of the test. */
    @BeforeEach
    public final void openScene() throws Exception {
        scene = new ContractScene(newNetwork());
    }

    /** Ends the test's network and checks what holds in every test. */
    @AfterEach
    public final void closeScene() {
        scene().end();
    }
}
