package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.failure.EveryStep;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.sql.RecentTraits;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.internal.upload.Upload;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.protocol.session.ResponseReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection in their order: those that wait, and those that are under way. It starts as many as the
 * session and the limit allow; a request that needs an answer before it can send on holds the line, so that nothing
 * overtakes it. Used on the connection's I/O thread only.
 */
public final class CommandPipeline {

    private final ClientSession conversation;
    private final SessionState session;
    private final Upload.Line uploads;
    private final RecentTraits recentTraits = new RecentTraits();
    private final Deque<Request<?>> waiting = new ArrayDeque<>();
    private final Deque<Request<?>> underWay = new ArrayDeque<>();
    private final Deque<Request<?>> calledOff = new ArrayDeque<>();
    private @Nullable Request<?> holder;
    private boolean fenced;
    private int limit;
    private boolean mariaDb;
    private boolean uncommitted;
    private boolean erring;
    private volatile boolean statusUnknown;
    private volatile int status;

    CommandPipeline(ClientSession conversation, SessionState session, Upload.Line uploads, int limit) {
        this.conversation = conversation;
        this.session = session;
        this.uploads = uploads;
        this.limit = limit;
    }

    /** How the server reads SQL, as of the last complete response. */
    public SqlModes sqlModes() {
        return session.sqlModes(status);
    }

    /** What a text says to the session as it is now. */
    public StatementTraits traits(String sql) {
        return recentTraits.of(sql, sqlModes());
    }

    /** What is known of the session on the server. */
    public SessionState session() {
        return session;
    }

    /** For requests that send more than commands. */
    ClientSession conversation() {
        return conversation;
    }

    /** The way of those that are too large to be sent at once. */
    public Upload.Line uploads() {
        return uploads;
    }

    /** From now on at most so many requests are under way at once. */
    public void limit(int limit) {
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }

    /** The capabilities that both sides have. */
    public long capabilities() {
        return conversation.capabilities();
    }

    void add(Request<?> request) {
        waiting.add(request);
    }

    boolean isIdle() {
        return waiting.isEmpty() && underWay.isEmpty();
    }

    /** Whether nothing is under way. */
    boolean isQuiet() {
        return underWay.isEmpty();
    }

    /** Starts what can be started. Returns how many requests left the waiting line. */
    int pump() {
        int taken = 0;
        while (isOpen()) {
            Request<?> request = waiting.peek();
            if (request == null || !(request.isTooLate() || request.isReady(this))) {
                break;
            }
            waiting.remove();
            taken++;
            if (request.isTooLate()) {
                request.fail(request.lateness());
                request.finished();
            } else if (request.isWanted() && request.isNeeded(this) && request.begins()) {
                start(request);
            } else {
                request.dropped();
                request.finished();
            }
        }
        return taken;
    }

    /**
     * Whether something may be sent now. Not behind a request that was called off while it runs: it can be stopped as long
     * as it is the last. Not behind one that may change how the session reads statements, whatever way it was sent: names, strings and
     * prepared statements may mean something else behind it, and only its answer tells.
     */
    private boolean isOpen() {
        Request<?> last = underWay.peekLast();
        return !fenced
                && holder == null
                && underWay.size() < limit
                && conversation.acceptsCommand()
                && (last == null || (!last.isSwitchingSession() && (last.isWanted() || !last.mayBeKilled())));
    }

    /**
     * Whether the session's time zone is known. On no server does a routine or trigger leave another {@code sql_mode} or
     * {@code character_set_client} behind, but the time zone it may: a statement that shows no call of any is taken not to, since what
     * triggers and views do no text shows.
     */
    boolean isZoneSettled() {
        return underWay.stream().noneMatch(Request::isUnsettlingSession);
    }

    private void start(Request<?> request) {
        underWay.add(request);
        String sql = request.sql();
        StatementTraits traits = sql == null ? null : traits(sql);
        boolean leavesTraces = request.leavesTraces(this);
        request.effects(traits != null && traits.switchesSession(), leavesTraces);
        if (leavesTraces) {
            session.traces().unknown(traits);
        }
        try {
            request.start(this);
        } catch (Throwable e) { // a codec's or an argument's, too: it concerns this request alone
            underWay.removeLast();
            request.finished();
            if (holder == request) {
                release();
            }
            request.fail(Failures.ofSending(e, request.sql()));
        }
    }

    /** Whether a command may be sent now, be it one that is not answered. */
    boolean acceptsCommand() {
        return conversation.acceptsCommand();
    }

    /** Sends a command of a request that is under way. */
    public void send(ClientCommand command, @Nullable ResponseReader reader) {
        conversation.send(command, reader);
    }

    /** Takes out the request that is being started: what it has sent is not answered. */
    void unanswered(Request<?> request) {
        if (underWay.peekLast() != request) {
            throw new IllegalStateException("only the request that is being started can do without an answer");
        }
        underWay.removeLast().finished();
    }

    /** Lets nothing behind the request that is being started be sent before {@link #release}, or before it is finished. */
    public void hold(Request<?> request) {
        holder = request;
    }

    void release() {
        holder = null;
    }

    /** Whether nothing was sent behind this request, which is under way. */
    boolean isLast(Request<?> request) {
        return underWay.peekLast() == request;
    }

    /** Whether from now on nothing is started. */
    void fence(boolean up) {
        fenced = up;
    }

    /** The request whose answer comes next; {@code null} for none. */
    @Nullable
    Request<?> first() {
        return underWay.peekFirst();
    }

    /** The request that was sent last, of those under way; {@code null} for none. */
    @Nullable
    Request<?> last() {
        return underWay.peekLast();
    }

    /** Whether something is under way, and all of it is so. */
    boolean isEveryUnderWay(Predicate<Request<?>> so) {
        return !underWay.isEmpty() && underWay.stream().allMatch(so);
    }

    /** The future of a request under way has failed on this side: what it runs at the server is to be stopped. */
    void callOff(Request<?> request) {
        calledOff.add(request);
    }

    /** The next one of those that {@link #callOff} was told of; {@code null} for none. */
    @Nullable
    Request<?> nextCalledOff() {
        return calledOff.poll();
    }

    /** Whether nothing but this request is under way, so that a command of it would overtake nothing. */
    boolean isAlone(Request<?> request) {
        return underWay.size() == 1 && underWay.peek() == request;
    }

    /** Whether everything that was started is answered. */
    public boolean isClear() {
        return underWay.isEmpty();
    }

    /** Whether nothing under way has values on the server that were sent ahead of it. */
    boolean isClearOfValuesAhead() {
        return underWay.stream().noneMatch(Request::sendsAhead);
    }

    /** The response of the first request under way is complete; its future is to be completed after this call. */
    public void finished(Request<?> request) {
        Request<?> first = underWay.remove();
        first.finished();
        if (holder == request) {
            release();
        }
        if (first != request) {
            throw new IllegalStateException("a response was completed out of order");
        }
        statusUnknown = erring;
        erring = false;
        told();
    }

    /** The response that is about to be complete ended in an error, which carries no status. */
    void erred() {
        erring = true;
        session.traces().ofLast();
    }

    /** Takes note of the status that the server has just told. */
    void told() {
        status = conversation.status();
        if ((status & StatusFlag.SERVER_STATUS_IN_TRANS) == 0) {
            uncommitted = false;
        }
    }

    /** Takes note that a statement changed rows; whether that is final, the status of its answer tells. */
    public void changedRows() {
        uncommitted = true;
    }

    /** Whether rows were changed in a transaction that is still open. */
    boolean hasUncommittedChanges() {
        return uncommitted;
    }

    /** What an error of the server means to the user. */
    public MySqlServerException failure(ErrPacket error, @Nullable String sql) {
        return Failures.ofServer(error, sql, mariaDb);
    }

    /** Sets whether the server numbers its errors as MariaDB does. */
    void mariaDb(boolean mariaDb) {
        this.mariaDb = mariaDb;
    }

    /** The session's status flags as of the last complete response. From any thread. */
    int status() {
        return status;
    }

    /** Whether a transaction is open, as far as the server has told. From any thread. */
    boolean isInTransaction() {
        return (status & StatusFlag.SERVER_STATUS_IN_TRANS) != 0
                || (statusUnknown && (status & StatusFlag.SERVER_STATUS_AUTOCOMMIT) == 0);
    }

    /** Whether a transaction could be open. */
    boolean mayBeInTransaction() {
        return (status & StatusFlag.SERVER_STATUS_IN_TRANS) != 0 || statusUnknown;
    }

    /** The connection is gone, and with it all requests, first those under way: each ends, whatever the end of another throws. */
    void lost(ConnectionLoss loss) {
        EveryStep all = new EveryStep();
        end(underWay, request -> request.lost(loss), all);
        end(waiting, request -> loss.unsent(), all);
        all.end();
    }

    private static void end(Deque<Request<?>> requests, Function<Request<?>, Throwable> failureOf, EveryStep all) {
        Request<?> next;
        while ((next = requests.poll()) != null) {
            Request<?> request = next;
            all.then(request::finished).then(() -> request.fail(failure(request, failureOf)));
        }
    }

    private static Throwable failure(Request<?> request, Function<Request<?>, Throwable> failureOf) {
        try {
            return failureOf.apply(request);
        } catch (Throwable e) { // no memory for what it should be, for one
            return e;
        }
    }
}
