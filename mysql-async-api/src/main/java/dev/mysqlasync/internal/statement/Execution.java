package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.ErrPacket;

/** One way to send a statement. An execution serves one request, on the connection's I/O thread. */
public interface Execution {

    /** The statement without its values. */
    String sql();

    /** Whether it can start now. Until it can, no later request starts. */
    default boolean isReady(CommandPipeline pipeline) {
        return true;
    }

    /** As {@link #isReady(CommandPipeline)}. The first call may begin preparations, such as opening a file. */
    default boolean isReady(ResultRequest<?> request) {
        return isReady(request.pipeline());
    }

    /** Whether what it sends depends on the session's time zone. */
    default boolean dependsOnZone(ValueContext context) {
        return false;
    }

    /** Sends its first command. If this throws, only the request fails, and nothing was sent. */
    void start(ResultRequest<?> request);

    /** It will not be started. */
    default void dropped(CommandPipeline pipeline) {}

    /** Whether the command that executes it was sent. If the connection is lost after that, its outcome is unknown. */
    boolean isExecuted();

    /** Nobody waits for the statement any more. Uploads for it must end. */
    default void abandon() {}

    /** Nothing more of it is sent. Releases the sources of its values; possibly called more than once. */
    default void letGo() {}

    /** Whether it sends values ahead, which the server keeps with the handle until the statement is executed. */
    default boolean sendsAhead() {
        return false;
    }

    /** The error to report in place of an error that ends it. */
    default ErrPacket told(ErrPacket error) {
        return error;
    }

    /** Whether it is executed again instead of reporting this error. The error must prove that nothing was executed. */
    default boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        return false;
    }
}
