package dev.mysqlasync.internal.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive rows of a batch that are still to be run.
 *
 * @param from the first
 * @param to the one behind the last
 * @param together whether several of them may go into one command
 */
record BatchStretch(int from, int to, boolean together) {

    /** Fewer rows than this are not worth another attempt in one command. */
    private static final int FEW = 16;

    private static final int PIECES = 8;

    int count() {
        return to - from;
    }

    /**
     * The same rows in smaller stretches, after a command for all of them has failed. A single bad row among thousands is
     * found with a few dozen commands this way, and the others still go together.
     */
    List<BatchStretch> pieces() {
        if (count() <= FEW) {
            return List.of(new BatchStretch(from, to, false));
        }
        List<BatchStretch> pieces = new ArrayList<>(PIECES);
        for (int i = 0; i < PIECES; i++) {
            pieces.add(new BatchStretch(at(i), at(i + 1), true));
        }
        return pieces;
    }

    private int at(int piece) {
        return from + (int) ((long) count() * piece / PIECES);
    }
}
