package dev.mysqlasync.internal.stream;

import dev.mysqlasync.Cursor.ScrollMode;
import dev.mysqlasync.internal.stream.StreamedResults.Outcome;
import org.jspecify.annotations.Nullable;

/** A forward move in rows that are read as they are fetched; the rows in between are dropped. */
public final class ScrollStep {

    private static final long UNKNOWN = -1;

    private final int offset;
    private final ScrollMode mode;
    private long target = UNKNOWN; // until the first attempt

    public ScrollStep(int offset, ScrollMode mode) {
        this.offset = offset;
        this.mode = mode;
    }

    /** Complete when the target row has arrived. */
    @Nullable
    public Outcome<@Nullable Void> attempt(StreamedResults results) {
        StreamedResult current = results.current();
        if (current == null) {
            return null;
        }
        if (target == UNKNOWN) {
            long wanted = mode == ScrollMode.ABSOLUTE ? offset : (long) current.taken() + offset;
            if (wanted < current.taken()) {
                return Outcome.failed(
                        new UnsupportedOperationException("a streaming cursor moves forward only: it is at row "
                                + current.taken() + " and cannot go to row " + wanted));
            }
            target = wanted;
        }
        current.skip(target - current.taken());
        if (current.held() > 0 && current.taken() == target) {
            return Outcome.done();
        }
        return current.isEnded() ? Outcome.failed(outside(target)) : null;
    }

    public static IndexOutOfBoundsException outside(long row) {
        return new IndexOutOfBoundsException("there is no row " + row + " in the result");
    }
}
