package dev.mysqlasync.auth;

import java.util.List;
import java.util.function.Function;

/** A server's run that ends with the client's first packet. */
final class SingleVerdict implements ServerAuth {

    private enum State {
        /** The challenge has been sent. Exit: {@link #DONE}. */
        CHALLENGED,
        /** The result is known. No exit. */
        DONE
    }

    private final Function<byte[], ServerStep> verdict;
    private State state = State.CHALLENGED;

    SingleVerdict(Function<byte[], ServerStep> verdict) {
        this.verdict = verdict;
    }

    @Override
    public List<ServerStep> receive(byte[] packet) {
        if (state == State.DONE) {
            throw new IllegalStateException("authentication is over");
        }
        state = State.DONE;
        return List.of(verdict.apply(packet));
    }
}
