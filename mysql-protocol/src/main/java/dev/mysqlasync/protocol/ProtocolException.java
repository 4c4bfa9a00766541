package dev.mysqlasync.protocol;

/** The peer sent what the protocol does not allow here. The connection that saw it cannot be used any more. */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
