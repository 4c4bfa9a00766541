package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.ErrPacket;

/** How a statement reaches the server. One serves one request, on the connection's I/O thread. */
public interface Execution {

    /** The statement without its values. */
    String sql();

    /** Whether it can be started now; until it can, nothing behind it is. */
    default boolean isReady(CommandPipeline pipeline) {
        return true;
    }

    /** As {@link #isReady(CommandPipeline)}, for what begins its preparations when it is asked. */
    default boolean isReady(ResultRequest<?> request) {
        return isReady(request.pipeline());
    }

    /** Whether what it sends depends on the session's time zone. */
    default boolean dependsOnZone(ValueContext context) {
        return false;
    }

    /** Sends its first command. What it throws fails the request and nothing else; nothing was sent then. */
    void start(ResultRequest<?> request);

    /** It will not be started. */
    default void dropped(CommandPipeline pipeline) {}

    /** Whether the command that executes it has been sent: from then on a loss leaves its outcome unknown. */
    boolean isExecuted();

    /** Nobody waits for the statement any more: what is being sent ahead of it, or for it, is to end. */
    default void abandon() {}

    /** Nothing of it is sent any more: lets go of what it was sent from. Maybe more than once. */
    default void letGo() {}

    /** Whether values are sent ahead of it, which the server keeps with the handle until it has executed the statement. */
    default boolean sendsAhead() {
        return false;
    }

    /** What is told of an error that ends it. */
    default ErrPacket told(ErrPacket error) {
        return error;
    }

    /** Whether another attempt is made instead of reporting this error, which said that nothing was executed. */
    default boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        return false;
    }
}
