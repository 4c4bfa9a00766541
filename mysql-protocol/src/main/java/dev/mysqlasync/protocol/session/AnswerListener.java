package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;

/**
 * Observes the outcome of every command, before the command's reader reports it. Called from within
 * {@link ClientSession#receive}.
 */
public interface AnswerListener {

    /** A command, or one statement of it, has been executed. The packet carries the session's status. */
    void executed(OkPacket ok);

    /** The first open command has failed. An ERR packet carries no status. */
    void failed(ErrPacket error);
}
