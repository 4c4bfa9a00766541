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
 * The requests of one connection in their order: those that wait, and those that are under way. It starts as many as
 * the session and the limit allow. A request that must be answered before its next command blocks the pipeline, so that
 * nothing overtakes it. Used on the connection's I/O thread only.
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

    /** @param unsent the number of bytes that the transport still has to send */
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

    /** The modes in which the server reads SQL, as of the last complete response. */
    public SqlModes sqlModes() {
        return session.sqlModes(fate.status());
    }

    /** The traits of a text in the current modes. */
    public StatementTraits traits(String sql) {
        return texts.traits(sql, sqlModes());
    }

    /** The state of the session on the server. */
    public SessionState session() {
        return session;
    }

    /** The conversation, for requests that send more than commands. */
    public ClientSession conversation() {
        return conversation;
    }

    /** The sending side for requests that are too large to be sent at once. */
    public UploadLine uploads() {
        return uploads;
    }

    /** The connection's turns. */
    public Turns turns() {
        return uploads.turns();
    }

    /**
     * Sets how many requests may be under way at once. With a limit of 1, each command waits until the one before it is
     * answered. That also holds for the commands of one request, and for commands without an answer. It is for proxies
     * that cannot tell pipelined commands apart. MySQL Router 9.7 is one: if a command is longer than the one before
     * it, Router reads the rest as another command, or waits for ever.
     */
    public final void limit(int limit) {
        this.limit = limit;
        conversation.oneByOne(limit == 1);
    }

    /** The maximum number of requests under way at once; 1 if the connection does not pipeline. */
    public int limit() {
        return limit;
    }

    /** The maximum number of users' statements under way at once in the current state of the transaction. */
    public int limitOfStatements() {
        return fate.isOneByOne() ? 1 : limit;
    }

    public long capabilities() {
        return conversation.capabilities();
    }

    public void add(Request<?> request) {
        waiting.add(request);
    }

    public boolean isIdle() {
        return waiting.isEmpty() && upkeep.waiting().isEmpty() && underWay.isEmpty();
    }

    /** Starts the requests that may start. Returns the number of requests that left the queue. */
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
                continue; // after its guard
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

    /** Why a request must not be sent any more; {@code null} if it may be sent. */
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

    /** A request that may commit waits for all earlier answers, which may show that its transaction is lost. */
    private boolean isReady(Request<?> request) {
        return request.isReady(this) && (isClear() || !fate.mayBeOpen() || !request.boundsTransaction(this));
    }

    /**
     * Whether a request may be sent now. Nothing is sent after these requests before they are answered:
     * <ul>
     *   <li>a cancelled statement, because KILL QUERY can stop it only while it is the last one
     *   <li>one that may change how the session reads names, strings and prepared statements, which only its answer
     *       tells
     *   <li>one that may begin or end a transaction, because the way to send later requests depends on that
     * </ul>
     */
    private boolean isOpen() {
        Request<?> last = underWay.peekLast();
        return !fenced
                && holder == null
                && underWay.size() < limitOfStatements()
                && conversation.acceptsCommand()
                && hasRoom()
                && (last == null || !(last.isSwitchingSession() || last.boundsTransaction(this) || isCancelled(last)));
    }

    private static boolean isCancelled(Request<?> request) {
        return !request.isWanted() && request.mayBeKilled();
    }

    /**
     * An answer to this request has arrived and may have reported a change of the session.
     *
     * @throws MySqlSecurityException if the connection must not continue, see {@link SessionWatch}
     */
    public void toldBy(Request<?> request) {
        watch.told(request, underWay);
    }

    /** As {@link SessionWatch#isZoneSettled}. */
    public boolean isZoneSettled() {
        return SessionWatch.isZoneSettled(underWay);
    }

    /** Whether few enough bytes are waiting to be sent. */
    private boolean hasRoom() {
        return conversation.outputSize() + unsent.getAsLong() < Wire.ENOUGH_UNSENT;
    }

    /** Whether the last {@link #pump} stopped for lack of room, and there is room now. */
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
        } catch (Throwable e) { // also from a codec or an argument; it fails this request alone
            underWay.removeLast();
            request.finished();
            if (holder == request) {
                release();
            }
            request.fail(Failures.ofSending(e, request.sql()));
            request.dropped(this);
        }
    }

    /** Whether a command may be sent now, even one without an answer. */
    public boolean acceptsCommand() {
        return conversation.acceptsCommand();
    }

    /** Sends a command of a request that is under way. */
    public void send(ClientCommand command, @Nullable ResponseReader reader) {
        conversation.send(command, reader);
    }

    /** Closes a prepared statement on the server, which does not answer. */
    public void close(PreparedHandle handle) {
        send(new ComStmtClose(handle.statementId()), null);
        session.statementIds().closed(handle.statementId());
    }

    /** Removes the request that is being started, because the server does not answer what it sent. */
    public void unanswered(Request<?> request) {
        if (underWay.peekLast() != request) {
            throw new IllegalStateException("only the request that is being started can go without a response");
        }
        underWay.removeLast().finished();
    }

    /** Blocks the pipeline after the request that is being started, until {@link #release} or its end. */
    public void hold(Request<?> request) {
        holder = request;
    }

    public void release() {
        holder = null;
    }

    /** Whether nothing was sent after this request, which is under way. */
    boolean isLast(Request<?> request) {
        return underWay.peekLast() == request;
    }

    /** Sets whether a fence keeps all further requests from starting, as around a KILL QUERY. */
    public void fence(boolean up) {
        fenced = up;
    }

    /** The request whose answer comes next; {@code null} if none is under way. */
    @Nullable
    public Request<?> first() {
        return underWay.peekFirst();
    }

    /** The request under way that was sent last; {@code null} if none is under way. */
    @Nullable
    public Request<?> last() {
        return underWay.peekLast();
    }

    /** Whether something is under way, and all of it matches. */
    public boolean isEveryUnderWay(Predicate<Request<?>> so) {
        return !underWay.isEmpty() && underWay.stream().allMatch(so);
    }

    /** Records a request under way whose future has failed early: its statement must be stopped on the server. */
    public void cancel(Request<?> request) {
        cancelled.add(request);
    }

    /** The next request that {@link #cancel} recorded; {@code null} if there is none. */
    @Nullable
    public Request<?> nextCancelled() {
        return cancelled.poll();
    }

    /** Whether only this request is under way, so that its next command overtakes nothing. */
    public boolean isAlone(Request<?> request) {
        return underWay.size() == 1 && underWay.peek() == request;
    }

    /** Whether everything that was started is answered. */
    public boolean isClear() {
        return underWay.isEmpty();
    }

    /** Whether no request under way sends long parameters ahead of its EXECUTE. */
    public boolean isClearOfValuesAhead() {
        return underWay.stream().noneMatch(Request::sendsAhead);
    }

    /** The response to the first request under way is complete. The caller completes its future after this call. */
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
     * Whether this statement would commit if it were sent now, explicitly or implicitly. An implicit commit counts only
     * if there are changes to commit. What a routine does, or a statement prepared in SQL, cannot be known.
     */
    public boolean mayCommit(StatementTraits traits) {
        return traits.commits() || (fate.hasUncommittedChanges() && traits.commitsBefore());
    }

    /** Whether the server may be executing a COMMIT. */
    public boolean isCommitting() {
        return underWay.stream().anyMatch(Request::isCommitting);
    }

    /** Nobody waits for a request any more. It may not have been sent. */
    public void abandoned(Request<?> request) {
        upkeep.abandoned(request, this);
    }

    public TransactionFate fate() {
        return fate;
    }

    /** Records that a statement changed rows. */
    public void changedRows() {
        fate.changedRows();
    }

    /** Whether rows were changed in a transaction that is still open. */
    public boolean hasUncommittedChanges() {
        return fate.hasUncommittedChanges();
    }

    /** The exception for a server error. */
    public MySqlServerException failure(ErrPacket error, @Nullable String sql) {
        MySqlServerException failure = Failures.ofServer(error, sql, mariaDb);
        return upkeep.endsTransaction(failure) ? Failures.ofRolledBack(failure) : failure;
    }

    public boolean isMariaDb() {
        return mariaDb;
    }

    /** Sets whether the server is MariaDB, which has its own error codes. */
    public void mariaDb(boolean mariaDb) {
        this.mariaDb = mariaDb;
        session.mariaDb(mariaDb);
    }

    /** The connection is lost. Each request fails, those under way first, even if failing another one throws. */
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
            requests.remove(request); // last: if memory runs out before, the next attempt finds it here
        }
    }

    private static Throwable failure(Request<?> request, Function<Request<?>, Throwable> failureOf) {
        try {
            return failureOf.apply(request);
        } catch (Throwable e) { // for example, no memory for the right one
            return e;
        }
    }
}
