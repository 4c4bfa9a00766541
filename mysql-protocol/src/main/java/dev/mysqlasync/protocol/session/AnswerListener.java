package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;

/**
 * Hears what the server says of each command's fate, whoever sent the command, before its reader's sink does. Called from within
 * {@link ClientSession#receive}.
 */
public interface AnswerListener {

    /** A command, or a part of one, was executed; the packet carries the session's status. */
    void executed(OkPacket ok);

    /** The first open command has failed. The session's status is not told. */
    void failed(ErrPacket error);
}
