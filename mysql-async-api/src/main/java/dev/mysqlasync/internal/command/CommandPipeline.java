package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.failure.EveryStep;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.internal.upload.UploadLine;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComStmtClose;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.AnswerListener;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.protocol.session.ResponseReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection in their order: those that wait, and those that are under way. It starts as many as the
 * session and the limit allow; a request that needs an answer before it can send on holds the line, so that nothing
 * overtakes it. Used on the connection's I/O thread only.
 */
public final class CommandPipeline implements AnswerListener {

    private final ClientSession conversation;
    private final LongSupplier unsent;
    private final SessionState session;
    private final UploadLine uploads;
    private final TransactionFate fate = new TransactionFate();
    private final TransactionUpkeep upkeep = new TransactionUpkeep(fate);
    private final SessionWatch watch;
    private final TextReading texts;
    private final Deque<Request<?>> waiting = new ArrayDeque<>();
    private final Deque<Request<?>> underWay = new ArrayDeque<>();
    private final Deque<Request<?>> cancelled = new ArrayDeque<>();
    private @Nullable Request<?> holder;
    private boolean fenced;
    private boolean heldBack;
    private int limit;
    private boolean mariaDb;

    /** @param unsent how many bytes of what was sent before have not left */
    public CommandPipeline(
            ClientSession conversation, LongSupplier unsent, SessionState session, UploadLine uploads, int limit) {
        this.conversation = conversation;
        this.unsent = unsent;
        this.session = session;
        this.watch = new SessionWatch(session);
        this.uploads = uploads;
        this.texts = new TextReading(uploads.turns());
        limit(limit);
        conversation.answers(this);
    }

    /** How the server reads SQL, as of the last complete response. */
    public SqlModes sqlModes() {
        return session.sqlModes(fate.status());
    }

    /** What a text says to the session as it is now. */
    public StatementTraits traits(String sql) {
        return texts.traits(sql, sqlModes());
    }

    /** What is known of the session on the server. */
    public SessionState session() {
        return session;
    }

    /** For requests that send more than commands. */
    public ClientSession conversation() {
        return conversation;
    }

    /** The way of those that are too large to be sent at once. */
    public UploadLine uploads() {
        return uploads;
    }

    /** Those of the connection. */
    public Turns turns() {
        return uploads.turns();
    }

    /**
     * From now on at most so many requests are under way at once. With one, nothing at all leaves behind an unanswered command,
     * whatever a request sends together and whether it is answered or not: what stands between client and server then may not
     * be able to tell one command from the next. (MySQL Router 9.7 reads the rest of a command that is longer than the one before
     * it as a command of its own, or waits for ever.)
     */
    public final void limit(int limit) {
        this.limit = limit;
        conversation.oneByOne(limit == 1);
    }

    /** How many commands may be under way at once on this connection; one where nothing is pipelined. */
    public int limit() {
        return limit;
    }

    /** How many of a user's statements may be under way at once as things are. */
    public int limitOfStatements() {
        return fate.isOneByOne() ? 1 : limit;
    }

    /** The capabilities that both sides have. */
    public long capabilities() {
        return conversation.capabilities();
    }

    public void add(Request<?> request) {
        waiting.add(request);
    }

    public boolean isIdle() {
        return waiting.isEmpty() && upkeep.waiting().isEmpty() && underWay.isEmpty();
    }

    /** Whether nothing is under way. */
    public boolean isQuiet() {
        return underWay.isEmpty();
    }

    /** Starts what can be started. Returns how many requests left the waiting line. */
    public int pump() {
        int taken = 0;
        while (isOpen()) {
            Deque<Request<?>> line = upkeep.waiting().isEmpty() ? waiting : upkeep.waiting();
            Request<?> request = line.peek();
            if (request != null && !texts.isRead(request, this)) {
                break;
            }
            Throwable refusal = request == null ? null : refusal(request);
            if (request == null || !(refusal != null || isReady(request))) {
                break;
            }
            if (refusal == null && upkeep.guards(request, this)) {
                continue; // behind its guard
            }
            line.remove();
            taken += line == waiting ? 1 : 0;
            takeUp(request, refusal);
        }
        heldBack = !hasRoom();
        return taken;
    }

    private void takeUp(Request<?> request, @Nullable Throwable refusal) {
        if (refusal != null) {
            refuse(request, refusal);
            request.dropped(this);
            request.finished();
        } else if (request.isWanted() && request.isNeeded(this) && request.begins()) {
            start(request);
        } else {
            request.dropped(this);
            request.finished();
        }
    }

    /** Why a request is not to be sent any more; {@code null} if it is. */
    private @Nullable Throwable refusal(Request<?> request) {
        return request.isLeaseEnded()
                ? request.leaseEndedError()
                : request.isOfTransaction(this) ? fate.refusal(request) : null;
    }

    private void refuse(Request<?> request, Throwable cause) {
        LostTransaction lost = fate.lost();
        if (lost != null) {
            lost.toldBy(request);
        }
        request.fail(cause);
    }

    /** What may commit does not leave before it is known whether anything is left that may be committed. */
    private boolean isReady(Request<?> request) {
        return request.isReady(this) && (isClear() || !fate.mayBeOpen() || !request.boundsTransaction(this));
    }

    /**
     * Whether something may be sent now. Not behind a request that was called off while it runs: it can be stopped as long
     * as it is the last. Not behind one that may change how the session reads statements, whatever way it was sent: names, strings and
     * prepared statements may mean something else behind it, and only its answer tells. Not behind what may begin or end a
     * transaction, as it depends on that how things are to be sent.
     */
    private boolean isOpen() {
        Request<?> last = underWay.peekLast();
        return !fenced
                && holder == null
                && underWay.size() < limitOfStatements()
                && conversation.acceptsCommand()
                && hasRoom()
                && (last == null || !(last.isSwitchingSession() || last.boundsTransaction(this) || isCalledOff(last)));
    }

    private static boolean isCalledOff(Request<?> request) {
        return !request.isWanted() && request.mayBeKilled();
    }

    /**
     * An answer of this request has come, and may have told of a change of the session.
     *
     * @throws MySqlSecurityException if the session must not go on, see {@link SessionWatch}
     */
    public void toldBy(Request<?> request) {
        watch.told(request, underWay);
    }

    /** As {@link SessionWatch#isZoneSettled}. */
    public boolean isZoneSettled() {
        return SessionWatch.isZoneSettled(underWay);
    }

    /** Whether little enough waits to leave. */
    private boolean hasRoom() {
        return conversation.outputSize() + unsent.getAsLong() < Wire.ENOUGH_UNSENT;
    }

    /** Whether it was for want of room that something was not started, and there is room by now. */
    public boolean isDue() {
        return heldBack && !(waiting.isEmpty() && upkeep.waiting().isEmpty()) && hasRoom();
    }

    private void start(Request<?> request) {
        underWay.add(request);
        if (request.boundsTransaction(this) && !request.isOfTransaction(this)) {
            fate.ended();
        }
        StatementTraits traits = request.traits(this);
        boolean leavesTraces = request.leavesTraces(this);
        request.effects(traits != null && traits.switchesSession(), leavesTraces);
        if (leavesTraces) {
            session.dirtiness().unknown(traits);
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
            request.dropped(this);
        }
    }

    /** Whether a command may be sent now, be it one that is not answered. */
    public boolean acceptsCommand() {
        return conversation.acceptsCommand();
    }

    /** Sends a command of a request that is under way. */
    public void send(ClientCommand command, @Nullable ResponseReader reader) {
        conversation.send(command, reader);
    }

    /** Drops a prepared statement on the server, which does not answer. */
    public void close(PreparedHandle handle) {
        send(new ComStmtClose(handle.statementId()), null);
        session.statementIds().closed(handle.statementId());
    }

    /** Takes out the request that is being started: what it has sent is not answered. */
    public void unanswered(Request<?> request) {
        if (underWay.peekLast() != request) {
            throw new IllegalStateException("only the request that is being started can go without a response");
        }
        underWay.removeLast().finished();
    }

    /** Lets nothing behind the request that is being started be sent before {@link #release}, or before it is finished. */
    public void hold(Request<?> request) {
        holder = request;
    }

    public void release() {
        holder = null;
    }

    /** Whether nothing was sent behind this request, which is under way. */
    boolean isLast(Request<?> request) {
        return underWay.peekLast() == request;
    }

    /** Whether from now on nothing is started. */
    public void fence(boolean up) {
        fenced = up;
    }

    /** The request whose answer comes next; {@code null} for none. */
    @Nullable
    public Request<?> first() {
        return underWay.peekFirst();
    }

    /** The request that was sent last, of those under way; {@code null} for none. */
    @Nullable
    public Request<?> last() {
        return underWay.peekLast();
    }

    /** Whether something is under way, and all of it is so. */
    public boolean isEveryUnderWay(Predicate<Request<?>> so) {
        return !underWay.isEmpty() && underWay.stream().allMatch(so);
    }

    /** The future of a request under way has failed on this side: what it runs at the server is to be stopped. */
    public void cancel(Request<?> request) {
        cancelled.add(request);
    }

    /** The next one of those that {@link #cancel} was told of; {@code null} for none. */
    @Nullable
    public Request<?> nextCancelled() {
        return cancelled.poll();
    }

    /** Whether nothing but this request is under way, so that a command of it would overtake nothing. */
    public boolean isAlone(Request<?> request) {
        return underWay.size() == 1 && underWay.peek() == request;
    }

    /** Whether everything that was started is answered. */
    public boolean isClear() {
        return underWay.isEmpty();
    }

    /** Whether nothing under way has values on the server that were sent ahead of it. */
    public boolean isClearOfValuesAhead() {
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
            throw new IllegalStateException("a response completed out of order");
        }
        upkeep.finished(request);
    }

    // --- answers ---------------------------------------------------------------------------------------------------

    @Override
    public void executed(OkPacket ok) {
        fate.executed(ok.statusFlags(), underWay.peek());
    }

    @Override
    public void failed(ErrPacket error) {
        session.signs().note(failure(error, null));
        Request<?> request = underWay.peek();
        if (request != null) {
            upkeep.failed(failure(error, request.sql()), request, request.boundsTransaction(this));
        }
    }

    /**
     * Whether this text commits when it is sent now: by its own words, or implicitly where there is something to be committed. What a
     * routine does, or a statement prepared in SQL, cannot be known.
     */
    public boolean mayCommit(StatementTraits traits) {
        return traits.commits() || (fate.hasUncommittedChanges() && traits.commitsBefore());
    }

    /** Whether the server may be at a COMMIT. */
    public boolean isCommitting() {
        return underWay.stream().anyMatch(Request::isCommitting);
    }

    /** Nobody waits for a request any more, which may not have been sent. */
    public void abandoned(Request<?> request) {
        upkeep.abandoned(request, this);
    }

    /** The session's transaction. */
    public TransactionFate fate() {
        return fate;
    }

    /** Takes note that a statement changed rows. */
    public void changedRows() {
        fate.changedRows();
    }

    /** Whether rows were changed in a transaction that is still open. */
    public boolean hasUncommittedChanges() {
        return fate.hasUncommittedChanges();
    }

    /** What an error of the server means to the user. */
    public MySqlServerException failure(ErrPacket error, @Nullable String sql) {
        MySqlServerException failure = Failures.ofServer(error, sql, mariaDb);
        return upkeep.endsTransaction(failure) ? Failures.ofRolledBack(failure) : failure;
    }

    public boolean isMariaDb() {
        return mariaDb;
    }

    /** Sets whether the server numbers its errors as MariaDB does. */
    public void mariaDb(boolean mariaDb) {
        this.mariaDb = mariaDb;
        session.mariaDb(mariaDb);
    }

    /** The connection is gone, and with it all requests, first those under way: each ends, whatever the end of another throws. */
    public void lost(ConnectionLoss loss) {
        EveryStep all = new EveryStep();
        end(underWay, request -> request.lost(loss), all);
        end(upkeep.waiting(), request -> loss.unsent(), all);
        end(waiting, request -> loss.unsent(), all);
        all.end();
    }

    private static void end(Deque<Request<?>> requests, Function<Request<?>, Throwable> failureOf, EveryStep all) {
        Request<?> next;
        while ((next = requests.peek()) != null) {
            Request<?> request = next;
            all.then(request::finished).then(() -> request.fail(failure(request, failureOf)));
            requests.remove(
                    request); // only now: without memory for these steps, it is still there when they are tried again
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
