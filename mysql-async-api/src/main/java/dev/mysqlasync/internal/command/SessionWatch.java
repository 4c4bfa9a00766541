package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.value.ValueContext;
import java.util.Collection;

/**
 * Watches the session for changes that make the encoding of unanswered requests wrong. Used on the connection's I/O
 * thread.
 */
final class SessionWatch {

    private final SessionState session;
    private ValueContext encodedFor;

    SessionWatch(SessionState session) {
        this.session = session;
        this.encodedFor = session.values();
    }

    /**
     * An answer to a request has arrived and may have reported a change of the session.
     *
     * @throws MySqlSecurityException if the session has another character set than UTF-8, or a time zone that
     *     unanswered requests were not encoded for
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
     * Whether the session's time zone is known. A routine or trigger may change the time zone of its session. On no
     * server does it change {@code sql_mode} or {@code character_set_client} beyond its end. A statement without a
     * visible call of a routine counts as harmless, because no text shows what triggers and views do. If that was
     * wrong, {@link #told} fails.
     */
    static boolean isZoneSettled(Collection<Request<?>> underWay) {
        return underWay.stream().noneMatch(Request::isUnsettlingSession);
    }
}
