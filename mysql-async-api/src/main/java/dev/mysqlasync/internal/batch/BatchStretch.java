package dev.mysqlasync.internal.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive rows of a batch that are still to be executed.
 *
 * @param from the index of the first row
 * @param to the index after the last row
 * @param together whether one command may execute several of them
 */
record BatchStretch(int from, int to, boolean together) {

    /** Fewer rows than this are not worth another combined command. */
    private static final int FEW = 16;

    private static final int PIECES = 8;

    int count() {
        return to - from;
    }

    /**
     * The same rows in smaller stretches, after a command for all of them failed. So a single bad row among thousands
     * is found with a few dozen commands, and the others still go together.
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
