package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.value.ValueContext;
import java.util.Collection;

/**
 * Watches the session for changes that make unanswered requests mean something else than they were encoded for. On the connection's
 * I/O thread.
 */
final class SessionWatch {

    private final SessionState session;
    private ValueContext encodedFor;

    SessionWatch(SessionState session) {
        this.session = session;
        this.encodedFor = session.values();
    }

    /**
     * An answer of a request has come, and may have told of a change of the session.
     *
     * @throws MySqlSecurityException if the session uses another character set, or if a trigger or the like has changed the time zone
     *     that unanswered requests were encoded for
     */
    void told(Request<?> request, Collection<Request<?>> underWay) {
        MySqlSecurityException foreign = session.foreignCharacterSet();
        if (foreign != null) {
            throw foreign;
        }
        ValueContext now = session.values();
        if (!now.equals(encodedFor)) {
            encodedFor = now;
            if (underWay.stream().anyMatch(other -> other != request && other.isDependentOnZone())) {
                throw new MySqlSecurityException(
                        "a statement changed the session's time zone, which its text does not show; points in time"
                                + " that were sent after it were encoded for the old time zone. Send such statements one"
                                + " by one",
                        null);
            }
        }
    }

    /**
     * Whether the session's time zone is known. On no server does a routine or trigger leave another {@code sql_mode} or
     * {@code character_set_client} behind, but it may leave another time zone. A statement that shows no call of a routine is taken
     * not to, since no text shows what triggers and views do.
     */
    static boolean isZoneSettled(Collection<Request<?>> underWay) {
        return underWay.stream().noneMatch(Request::isUnsettlingSession);
    }
}
