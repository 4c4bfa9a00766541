package dev.mysqlasync.protocol.session;

/**
 * Thrown if the server requests a local file in answer to a command that does not allow it. Nothing more is sent to the
 * server.
 */
public final class UninvitedFileRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UninvitedFileRequestException() {
        super("the server requested a local file, but the command does not allow it");
    }
}
