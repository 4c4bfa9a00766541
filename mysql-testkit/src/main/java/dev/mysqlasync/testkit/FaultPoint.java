package dev.mysqlasync.testkit;

import org.jspecify.annotations.Nullable;

/** Applies a {@link ConnectFault}, if there is one, at its stage. */
final class FaultPoint {

    private final ServerConversation conversation;
    private final @Nullable ConnectFault fault;

    FaultPoint(ServerConversation conversation, @Nullable ConnectFault fault) {
        this.conversation = conversation;
        this.fault = fault;
    }

    /** Whether there is a fault at this stage. */
    boolean isAt(ConnectStage stage) {
        return fault != null && fault.stage() == stage;
    }

    /** Applies the fault if it is at this stage. Then runs {@code next}, unless the fault prevents that. */
    void at(ConnectStage stage, Runnable next) {
        if (fault == null || fault.stage() != stage) {
            next.run();
        } else if (fault.delay().isZero()) {
            apply(fault, next);
        } else {
            ConnectFault due = fault;
            conversation.hold();
            conversation.output().flush();
            conversation.schedule(due.delay(), () -> {
                conversation.release();
                apply(due, next);
            });
        }
    }

    private void apply(ConnectFault due, Runnable next) {
        conversation.output().sendUnframed(due.bytes());
        if (due.error() != null) {
            var error = due.error();
            conversation.error(error.code(), error.sqlState(), error.message());
        }
        switch (due.ending()) {
            case CONTINUE -> next.run();
            case CLOSE -> conversation.end(ClosedBy.SERVER);
            case RESET -> conversation.reset();
            case FALL_SILENT -> {
                conversation.output().flush();
                conversation.hold();
            }
        }
    }
}
