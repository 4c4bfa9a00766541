package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fake server's replies to matching commands. Thread-safe, and may be extended while the server runs: each command
 * claims one reply atomically, so that no reply is given to two connections.
 *
 * <p>A stub with one reply answers any number of commands. A stub with several replies gives each once, in order, and
 * is used up then. {@link #times} and {@link #repeating} change that. A stub that is used up, or has no reply yet, does
 * not match.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class Stub {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final CommandPattern pattern;
    private final String declaredAt;
    private final List<Function<ReceivedCommand, Reply>> replies = new ArrayList<>();
    private @Nullable List<ParamMatcher> params;
    private @Nullable Reply firstReply;
    private @Nullable Reply prepareReply;
    private long limit = -1;
    private long claimed;

    Stub(CommandPattern pattern, String declaredAt) {
        this.pattern = pattern;
        this.declaredAt = declaredAt;
    }

    /**
     * Restricts the stub to these parameters of a prepared statement. Each is a value as for {@link ParamMatcher#eq},
     * or a {@link ParamMatcher}.
     *
     * @throws IllegalArgumentException if the stub's SQL has another number of parameters
     */
    public synchronized Stub withParams(@Nullable Object... valuesOrMatchers) {
        if (pattern instanceof CommandPattern.Exact exact) {
            int expected = SqlText.parameterCount(exact.normalised());
            if (expected != valuesOrMatchers.length) {
                throw new IllegalArgumentException(valuesOrMatchers.length + " parameters given, but the statement has "
                        + expected + ": " + exact);
            }
        }
        params = ParamList.matchers(valuesOrMatchers);
        return this;
    }

    /** Sets the reply. Replaces all earlier replies. */
    public synchronized Stub reply(Reply reply) {
        replies.clear();
        firstReply = reply;
        replies.add(command -> reply);
        return this;
    }

    /**
     * Computes the reply from the command. The function runs on the connection's thread and must not block. If it
     * throws, the server answers with error 1105, and {@link FakeMySqlServer#verifyNoUnexpected} fails. Before it runs,
     * the columns of the prepared statement are unknown.
     */
    public synchronized Stub reply(Function<ReceivedCommand, Reply> computed) {
        replies.clear();
        firstReply = null;
        replies.add(computed);
        return this;
    }

    /** Adds a reply for the next command after those already covered. */
    public synchronized Stub thenReply(Reply reply) {
        if (replies.isEmpty()) {
            return reply(reply);
        }
        replies.add(command -> reply);
        return this;
    }

    /** Answers {@code count} commands in total. The last reply is repeated as needed. */
    public synchronized Stub times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("times must be at least 1: " + count);
        }
        limit = count;
        return this;
    }

    /** Answers any number of commands. The last reply is repeated. */
    public synchronized Stub repeating() {
        limit = UNLIMITED;
        return this;
    }

    /** Answers COM_STMT_PREPARE with this reply, such as an error, instead of preparing the statement. */
    public synchronized Stub onPrepare(Reply reply) {
        prepareReply = reply;
        return this;
    }

    /** Claims the reply for a command; null if the stub does not match or is used up. */
    synchronized @Nullable Function<ReceivedCommand, Reply> claim(ReceivedCommand command) {
        if (!isLive() || !applies(command)) {
            return null;
        }
        int turn = (int) Math.min(claimed, replies.size() - 1);
        claimed++;
        return replies.get(turn);
    }

    private boolean applies(ReceivedCommand command) {
        if (!command.runsSql() && !(pattern instanceof CommandPattern.Named)) {
            return false;
        }
        return pattern.matches(command) && (params == null || ParamList.match(params, command.params()));
    }

    synchronized boolean prepares(ReceivedCommand prepare) {
        return (isLive() || prepareReply != null) && pattern.matchesPrepare(prepare);
    }

    /** The reply that defines the columns of a prepared statement; null if it is computed. */
    synchronized @Nullable Reply firstReply() {
        return firstReply;
    }

    synchronized @Nullable Reply prepareReply() {
        return prepareReply;
    }

    synchronized boolean isLive() {
        long most = limit >= 0 ? limit : replies.size() == 1 ? UNLIMITED : replies.size();
        return !replies.isEmpty() && claimed < most;
    }

    /** Whether the stub has answered at least once, and as often as its limit demands. */
    synchronized boolean isSatisfied() {
        long least = limit == UNLIMITED || limit < 0 && replies.size() == 1 ? 1 : Math.max(limit, replies.size());
        return claimed >= least;
    }

    synchronized long claimed() {
        return claimed;
    }

    synchronized @Nullable List<ParamMatcher> params() {
        return params;
    }

    CommandPattern pattern() {
        return pattern;
    }

    String declaredAt() {
        return declaredAt;
    }

    @Override
    public synchronized String toString() {
        return pattern + (params == null ? "" : " " + params) + ", declared at " + declaredAt;
    }
}
