package dev.mysqlasync.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stubs of a server. If several match a command, the one declared last answers. Thread-safe. */
final class StubTable {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final List<Stub> stubs = new CopyOnWriteArrayList<>();

    Stub declare(CommandPattern pattern) {
        Stub stub = new Stub(pattern, caller());
        stubs.add(0, stub);
        return stub;
    }

    /** The place in the test: the first stack frame outside this package's entry points. */
    private static String caller() {
        return STACK.walk(frames -> frames.filter(frame -> frame.getDeclaringClass() != StubTable.class
                        && frame.getDeclaringClass() != FakeMySqlServer.class)
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("an unknown place"));
    }

    /** Claims the reply for a command; null if no stub matches. */
    @Nullable
    Function<ReceivedCommand, Reply> claim(ReceivedCommand command) {
        for (Stub stub : stubs) {
            Function<ReceivedCommand, Reply> reply = stub.claim(command);
            if (reply != null) {
                return reply;
            }
        }
        return null;
    }

    /** The stub for the statement that COM_STMT_PREPARE prepares; null if there is none. */
    @Nullable
    Stub preparedBy(ReceivedCommand prepare) {
        for (Stub stub : stubs) {
            if (stub.prepares(prepare)) {
                return stub;
            }
        }
        return null;
    }

    /** All stubs, the one declared last first. */
    List<Stub> all() {
        return stubs;
    }
}
