package dev.mysqlasync.internal.session;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What errors have told of the server and the session, rather than of the statements that they answer. Every error of the server
 * passes here, whatever was asked and whoever hears the answer.
 */
public final class ServerSigns {

    /** Not ready, read-only, offline: the server would refuse others too, or may do so. */
    private static final Set<Integer> REFUSALS = Set.of(1047, 1290, 1836, 3032);

    private volatile @Nullable MySqlServerException refusal;
    private @Nullable ConnectionLoss end;

    /** On the I/O thread. */
    public void note(MySqlServerException error) {
        if (error.isFatal() && end == null) {
            end = ConnectionLoss.announced(error);
        }
        if (REFUSALS.contains(error.errorCode())) {
            refusal = error;
        }
    }

    /** That the server has ended the session; {@code null} if it has not said so. On the I/O thread. */
    @Nullable
    public ConnectionLoss end() {
        return end;
    }

    /** With what the server has refused something for what it is, the last time; {@code null} if it has not. From any thread. */
    public @Nullable MySqlServerException refusal() {
        return refusal;
    }

    /** What was refused so far is dealt with. From any thread, while nothing is under way. */
    public void forget() {
        refusal = null;
    }
}
