package dev.mysqlasync.internal.upload;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.wire.Turns;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The sending side of uploads on one connection. Used on its I/O thread. */
public final class UploadLine {

    private static final int LONGEST_PIECE = 256 * 1024;
    private static final int ROOM_FOR_COMMAND = 16; // what a piece may have around it in its packet

    private final LongSupplier maxCommand;
    private final BooleanSupplier clear;
    private final Turns turns;
    private final Consumer<MySqlException> giveUp;
    private @Nullable Runnable whenClear;

    /**
     * @param maxCommand the maximum size of a command, in bytes
     * @param clear whether all sent bytes have left the transport
     * @param giveUp closes the connection
     */
    public UploadLine(LongSupplier maxCommand, BooleanSupplier clear, Turns turns, Consumer<MySqlException> giveUp) {
        this.maxCommand = maxCommand;
        this.clear = clear;
        this.turns = turns;
        this.giveUp = giveUp;
    }

    /** The turns of the connection. */
    public Turns turns() {
        return turns;
    }

    /** The maximum size of a part, in bytes. */
    int longestPiece() {
        return (int) Math.max(1, Math.min(LONGEST_PIECE, maxCommand.getAsLong() - ROOM_FOR_COMMAND));
    }

    /** Whether all sent bytes have left the transport. */
    boolean isClear() {
        return clear.getAsBoolean();
    }

    /** Runs a step as a turn when all sent bytes have left the transport. Only one step may wait. */
    void whenClear(Runnable step) {
        whenClear = step;
    }

    /** Closes the connection. */
    public void failed(MySqlException cause) {
        giveUp.accept(cause);
    }

    /** Called at the end of each turn: the step that waits for the transport runs when all bytes have left. */
    public void turnEnds() {
        Runnable step = whenClear;
        if (step != null && isClear()) {
            whenClear = null;
            turns.run(step);
        }
    }
}
