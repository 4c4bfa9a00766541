package dev.mysqlasync.internal.session;

import dev.mysqlasync.Row;
import dev.mysqlasync.internal.session.ServerIdentity.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query for the server's facts and the connection's origin. The origin is asked only once: it does not change, and
 * the process list can be expensive. If the server rejects the query for an unknown variable or table, the driver asks
 * for another identity, and finally omits the origin. Used only on the connection's I/O thread.
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

    /** The server rejected the query. Returns whether there is another way to ask. */
    public boolean refused() {
        return kinds.poll() != null;
    }

    /** Keeps the connection's origin, if it was asked, and returns the facts. */
    public ServerFacts answered(Row row) {
        Kind kind = kinds.peek();
        if (kind != null && origin == null) {
            origin = ServerOrigin.of(row, ServerFacts.COUNT, kind);
        }
        return ServerFacts.of(row);
    }

    /** The origin, as far as it was asked. */
    ServerOrigin origin() {
        ServerOrigin told = origin;
        return told == null ? ServerOrigin.UNKNOWN : told;
    }
}
