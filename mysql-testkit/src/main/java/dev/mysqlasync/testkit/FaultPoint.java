package dev.mysqlasync.testkit;

import org.jspecify.annotations.Nullable;

/** Lets a {@link ConnectFault}, if there is one, strike when its stage has come. */
final class FaultPoint {

    private final ServerConversation conversation;
    private final @Nullable ConnectFault fault;

    FaultPoint(ServerConversation conversation, @Nullable ConnectFault fault) {
        this.conversation = conversation;
        this.fault = fault;
    }

    /** Whether the fault is one of this stage. */
    boolean isAt(ConnectStage stage) {
        return fault != null && fault.stage() == stage;
    }

    /** Runs {@code goOn}, unless the fault prevents that. */
    void at(ConnectStage stage, Runnable goOn) {
        if (fault == null || fault.stage() != stage) {
            goOn.run();
        } else if (fault.delay().isZero()) {
            strike(fault, goOn);
        } else {
            ConnectFault due = fault;
            conversation.hold();
            conversation.output().flush();
            conversation.schedule(due.delay(), () -> {
                conversation.release();
                strike(due, goOn);
            });
        }
    }

    private void strike(ConnectFault due, Runnable goOn) {
        conversation.output().sendUnframed(due.bytes());
        if (due.error() != null) {
            var error = due.error();
            conversation.error(error.code(), error.sqlState(), error.message());
        }
        switch (due.ending()) {
            case GO_ON -> goOn.run();
            case CLOSE -> conversation.end(ClosedBy.SERVER);
            case RESET -> conversation.reset();
            case FALL_SILENT -> {
                conversation.output().flush();
                conversation.hold();
            }
        }
    }
}
