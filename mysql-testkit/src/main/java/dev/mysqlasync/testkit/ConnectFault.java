package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ErrPacket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fault while a client connects. Immutable. */
public final class ConnectFault {

    enum Ending {
        CONTINUE,
        FALL_SILENT,
        CLOSE,
        RESET
    }

    /**
     * An X protocol frame with a notice of 3 bytes. The classic protocol reads it as a packet that begins with 0x0b.
     */
    private static final byte[] X_NOTICE = {5, 0, 0, 0, 0x0B, 8, 5, 0x1A, 0};

    private static final byte[] NOTHING = {};

    private final ConnectStage stage;
    private final Duration delay;
    private final byte[] bytes;
    private final @Nullable ErrPacket error;
    private final Ending ending;

    private ConnectFault(ConnectStage stage, Duration delay, byte[] bytes, @Nullable ErrPacket error, Ending ending) {
        this.stage = stage;
        this.delay = delay;
        this.bytes = bytes;
        this.error = error;
        this.ending = ending;
    }

    /** The server closes the connection before the greeting. */
    public static ConnectFault refuse() {
        return closeAfter(ConnectStage.ACCEPT);
    }

    /** The server sends an error instead of the greeting and closes. Like real servers, it omits the SQLSTATE here. */
    public static ConnectFault error(int code, String sqlState, String message) {
        return errorAt(ConnectStage.ACCEPT, code, sqlState, message);
    }

    /** The server sends an error at {@code stage} and closes. */
    public static ConnectFault errorAt(ConnectStage stage, int code, String sqlState, String message) {
        return new ConnectFault(stage, Duration.ZERO, NOTHING, new ErrPacket(code, sqlState, message), Ending.CLOSE);
    }

    /** The server accepts the connection and sends nothing. */
    public static ConnectFault silent() {
        return raw();
    }

    /** The server sends these bytes instead of the greeting, without a packet header, and nothing more. */
    public static ConnectFault raw(byte... bytes) {
        return new ConnectFault(ConnectStage.ACCEPT, Duration.ZERO, bytes.clone(), null, Ending.FALL_SILENT);
    }

    /** The server speaks the X protocol: its first packet is a notice. */
    public static ConnectFault xProtocol() {
        return raw(X_NOTICE);
    }

    /** The server closes the connection at {@code stage}. */
    public static ConnectFault closeAfter(ConnectStage stage) {
        return new ConnectFault(stage, Duration.ZERO, NOTHING, null, Ending.CLOSE);
    }

    /** The server resets the connection at {@code stage}. A unix socket is closed instead. */
    public static ConnectFault resetAfter(ConnectStage stage) {
        return new ConnectFault(stage, Duration.ZERO, NOTHING, null, Ending.RESET);
    }

    /** The server sends nothing from {@code stage} on. */
    public static ConnectFault silentAfter(ConnectStage stage) {
        return new ConnectFault(stage, Duration.ZERO, NOTHING, null, Ending.FALL_SILENT);
    }

    /** The server sends its greeting after a delay. There is no other fault. */
    public static ConnectFault lateGreeting(Duration delay) {
        return new ConnectFault(ConnectStage.ACCEPT, delay, NOTHING, null, Ending.CONTINUE);
    }

    /** The same fault, after a delay. */
    public ConnectFault delay(Duration delay) {
        return new ConnectFault(stage, delay, bytes, error, ending);
    }

    ConnectStage stage() {
        return stage;
    }

    Duration delay() {
        return delay;
    }

    byte[] bytes() {
        return bytes;
    }

    @Nullable
    ErrPacket error() {
        return error;
    }

    Ending ending() {
        return ending;
    }
}
