package dev.mysqlasync.internal.session;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What errors reveal about the server and the session, not about their statements. Every server error passes through
 * here, whatever was asked.
 */
public final class ServerSigns {

    /** Not ready, read-only, offline: the server would reject other requests, too, or may do so. */
    private static final Set<Integer> REFUSALS = Set.of(1047, 1290, 1836, 3032);

    private volatile @Nullable MySqlServerException refusal;
    private @Nullable ConnectionLoss end;

    /** Records an error. Called on the I/O thread. */
    public void note(MySqlServerException error) {
        if (error.isFatal() && end == null) {
            end = ConnectionLoss.announced(error);
        }
        if (REFUSALS.contains(error.errorCode())) {
            refusal = error;
        }
    }

    /** The loss, if the server said that it ended the session; otherwise {@code null}. Called on the I/O thread. */
    @Nullable
    public ConnectionLoss end() {
        return end;
    }

    /**
     * The last error with which the server rejected something because of its own state; {@code null} if there is none.
     * Called on any thread.
     */
    public @Nullable MySqlServerException refusal() {
        return refusal;
    }

    /** Clears the rejection after it was handled. Called on any thread while no request is under way. */
    public void forget() {
        refusal = null;
    }
}
