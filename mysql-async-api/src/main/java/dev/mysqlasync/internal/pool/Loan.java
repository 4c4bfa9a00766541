package dev.mysqlasync.internal.pool;

import dev.mysqlasync.internal.Lendable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** A connection of the pool in the hands of one user, who gives it back once, whatever is tried. From any thread. */
final class Loan {

    private final Member member;
    private final BiConsumer<Member, Boolean> release;
    private final AtomicBoolean over = new AtomicBoolean();

    Loan(Member member, BiConsumer<Member, Boolean> release) {
        this.member = member;
        this.release = release;
    }

    Lendable connection() {
        return member.connection();
    }

    /**
     * Gives the connection back. Only the first call counts.
     *
     * @param reusable whether starting its session over makes it fit for anybody
     */
    void end(boolean reusable) {
        if (over.compareAndSet(false, true)) {
            release.accept(member, reusable);
        }
    }
}
