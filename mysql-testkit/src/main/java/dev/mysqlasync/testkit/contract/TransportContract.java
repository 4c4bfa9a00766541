package dev.mysqlasync.testkit.contract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The transport contract as JUnit tests. A subclass supplies the {@link ContractNetwork} and inherits all tests. They
 * do not sleep.
 */
@Timeout(value = 2, unit = java.util.concurrent.TimeUnit.MINUTES)
@SuppressWarnings("exports") // JUnit is there for those who run these tests
public abstract class TransportContract
        implements ConnectContract, ReceiveContract, WriteContract, CloseContract, TaskContract {

    private @Nullable ContractScene scene;

    /** Called by subclasses. */
    protected TransportContract() {}

    /** Creates a transport with peers for one test. */
    protected abstract ContractNetwork newNetwork() throws Exception;

    @Override
    public final ContractScene scene() {
        if (scene == null) {
            throw new IllegalStateException("no test is running");
        }
        return scene;
    }

    /** Creates the test's scene. */
    @BeforeEach
    public final void openScene() throws Exception {
        scene = new ContractScene(newNetwork());
    }

    /** Ends the test's scene and makes the checks that apply to every test. */
    @AfterEach
    public final void closeScene() {
        scene().end();
    }
}
