package dev.mysqlasync.internal.upload;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.wire.Turns;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The way that uploads take through one connection: a piece is sent when everything before it has left. On its I/O thread. */
public final class UploadLine {

    private static final int LONGEST_PIECE = 256 * 1024;
    private static final int ROOM_FOR_COMMAND = 16; // what a piece may have around it in its packet

    private final LongSupplier maxCommand;
    private final BooleanSupplier clear;
    private final Turns turns;
    private final Consumer<MySqlException> giveUp;
    private @Nullable Runnable whenClear;

    /**
     * @param maxCommand the longest command that may be sent, in bytes
     * @param clear whether everything that was sent has left
     * @param giveUp gives the connection up
     */
    public UploadLine(LongSupplier maxCommand, BooleanSupplier clear, Turns turns, Consumer<MySqlException> giveUp) {
        this.maxCommand = maxCommand;
        this.clear = clear;
        this.turns = turns;
        this.giveUp = giveUp;
    }

    /** Those of the connection. */
    public Turns turns() {
        return turns;
    }

    /** The most bytes of a piece. */
    int longestPiece() {
        return (int) Math.max(1, Math.min(LONGEST_PIECE, maxCommand.getAsLong() - ROOM_FOR_COMMAND));
    }

    /** Whether everything that was sent has left. */
    boolean isClear() {
        return clear.getAsBoolean();
    }

    /** Runs a step as a turn when everything that was sent has left. For one at a time. */
    void whenClear(Runnable step) {
        whenClear = step;
    }

    /** Gives the connection up. */
    public void failed(MySqlException cause) {
        giveUp.accept(cause);
    }

    /** To be called at the end of each turn: whoever waits for the line goes on when it is clear. */
    public void turnEnds() {
        Runnable step = whenClear;
        if (step != null && isClear()) {
            whenClear = null;
            turns.run(step);
        }
    }
}
