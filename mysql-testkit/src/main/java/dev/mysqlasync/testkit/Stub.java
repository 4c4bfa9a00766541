package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the fake server answers to certain commands. Thread-safe, and a stub may be added to while the server runs: each
 * command claims one reply in one step, so that two connections never get the same turn.
 *
 * <p>With one reply the stub answers any number of commands. With several it gives each once, in order, and is used up
 * then. {@link #times} and {@link #repeating} say otherwise. A stub that is used up, or has no reply yet, does not match.
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
     * Only with these parameters of a prepared statement: as many as there are, each a value as for
     * {@link ParamMatcher#eq} or a {@link ParamMatcher}.
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

    /** Answers with this; calling it again replaces the replies given before. */
    public synchronized Stub reply(Reply reply) {
        replies.clear();
        firstReply = reply;
        replies.add(command -> reply);
        return this;
    }

    /**
     * Answers with what the function makes of the command. It runs on the connection's thread and must not block; what
     * it throws is answered as error 1105 and reported by {@link FakeMySqlServer#verifyNoUnexpected}. The prepared
     * statement's columns are not known before it runs.
     */
    public synchronized Stub reply(Function<ReceivedCommand, Reply> computed) {
        replies.clear();
        firstReply = null;
        replies.add(computed);
        return this;
    }

    /** Answers the next command after those before with this. */
    public synchronized Stub thenReply(Reply reply) {
        if (replies.isEmpty()) {
            return reply(reply);
        }
        replies.add(command -> reply);
        return this;
    }

    /** Answers {@code count} commands in all, the last reply repeating as needed. */
    public synchronized Stub times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("times(" + count + "): at least 1");
        }
        limit = count;
        return this;
    }

    /** Answers any number of commands, the last reply repeating. */
    public synchronized Stub repeating() {
        limit = UNLIMITED;
        return this;
    }

    /** Answers COM_STMT_PREPARE with this, such as an error, instead of preparing the statement. */
    public synchronized Stub onPrepare(Reply reply) {
        prepareReply = reply;
        return this;
    }

    /** The reply for the command, which counts as given; null if the stub is not about it or used up. */
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

    /** The reply whose columns a prepared statement has; null if it is not known yet. */
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

    /** Whether it has answered as often as it should: at least once, and to the end of a limit. */
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
