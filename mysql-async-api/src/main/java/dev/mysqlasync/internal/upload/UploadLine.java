package dev.mysqlasync.internal.upload;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The way that uploads take through one connection. Used on its I/O thread. */
public final class UploadLine implements Upload.Line {

    private static final int LONGEST_PIECE = 256 * 1024;
    private static final int ROOM_FOR_COMMAND = 16; // what a piece may have around it in its packet

    private final Transport transport;
    private final ClientSession session;
    private final LongSupplier maxCommand;
    private final BooleanSupplier hasUnsent;
    private final Turns turns;
    private final Consumer<MySqlException> giveUp;
    private @Nullable Runnable whenClear;

    /**
     * @param maxCommand the longest command that may be sent, in bytes
     * @param hasUnsent whether the transport still has bytes to send
     * @param giveUp gives the connection up
     */
    public UploadLine(
            Transport transport,
            ClientSession session,
            LongSupplier maxCommand,
            BooleanSupplier hasUnsent,
            Turns turns,
            Consumer<MySqlException> giveUp) {
        this.transport = transport;
        this.session = session;
        this.maxCommand = maxCommand;
        this.hasUnsent = hasUnsent;
        this.turns = turns;
        this.giveUp = giveUp;
    }

    @Override
    public void offload(Runnable task) {
        transport.offloadBlocking(task);
    }

    @Override
    public void run(Runnable step) {
        turns.run(step);
    }

    @Override
    public void later(Duration delay, Runnable step) {
        turns.schedule(delay, step);
    }

    @Override
    public void compute(Runnable task) {
        transport.offload(task);
    }

    @Override
    public int longestPiece() {
        return (int) Math.max(1, Math.min(LONGEST_PIECE, maxCommand.getAsLong() - ROOM_FOR_COMMAND));
    }

    @Override
    public boolean isClear() {
        return !session.hasOutput() && !hasUnsent.getAsBoolean();
    }

    @Override
    public void whenClear(Runnable step) {
        whenClear = step;
    }

    @Override
    public void failed(MySqlException cause) {
        giveUp.accept(cause);
    }

    /** To be called at the end of each turn: whoever waits for the line goes on when it is clear. */
    public void goOn() {
        Runnable step = whenClear;
        if (step != null && isClear()) {
            whenClear = null;
            run(step);
        }
    }
}
