package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthNextFactor;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;

/**
 * Receives the server's packets during authentication. A challenge may be answered at any later time, with
 * {@link ClientSession#answerChallenge}.
 */
public interface AuthenticationSink {

    /** The server asks to switch to another plugin, whose first response is due. */
    void switchTo(AuthSwitchRequest request);

    /** The server sends more data for the current plugin, which may owe an answer. */
    void moreData(AuthMoreData data);

    /** The server has accepted a factor; the first response of the next factor is due. */
    void nextFactor(AuthNextFactor factor);

    /** The server has accepted the user. Commands may be sent after this method has returned. */
    void authenticated(OkPacket ok);

    /** The server has rejected the user. It closes the connection, and the session is closed. */
    void refused(ErrPacket error);
}
