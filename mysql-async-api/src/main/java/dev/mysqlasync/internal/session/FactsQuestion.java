package dev.mysqlasync.internal.session;

import dev.mysqlasync.Row;
import dev.mysqlasync.internal.session.ServerIdentity.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question what the server is and where the connection comes from. The latter is asked once: it does not change, and the
 * process list may cost the server time. A server that knows a variable or table of it not is asked in another way, and at last
 * without. Used on the connection's I/O thread only.
 */
public final class FactsQuestion {

    private final Deque<Kind> kinds;
    private @Nullable ServerOrigin origin;

    FactsQuestion(boolean mariaDb) {
        kinds = new ArrayDeque<>(List.of(mariaDb ? Kind.UID : Kind.UUID, Kind.ADDRESS));
    }

    public String sql() {
        Kind kind = kinds.peek();
        return "SELECT " + ServerFacts.COLUMNS
                + (kind == null || origin != null ? "" : ", " + ServerOrigin.columns(kind));
    }

    /** The server refuses the question. Returns whether there is another way to ask it. */
    public boolean refused() {
        return kinds.poll() != null;
    }

    /** Takes note of where the connection comes from, if that was asked, and gives the rest. */
    public ServerFacts answered(Row row) {
        Kind kind = kinds.peek();
        if (kind != null && origin == null) {
            origin = ServerOrigin.of(row, ServerFacts.COUNT, kind);
        }
        return ServerFacts.of(row);
    }

    /** What the server has said, as far as it was asked. */
    ServerOrigin origin() {
        ServerOrigin told = origin;
        return told == null ? ServerOrigin.UNKNOWN : told;
    }
}
