package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthNextFactor;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;

/**
 * Receives what the server says while it authenticates the user. A challenge may be answered at any later time, with
 * {@link ClientSession#answerChallenge}.
 */
public interface AuthenticationSink {

    /** Another plugin is to be used; its first response is due. */
    void switchTo(AuthSwitchRequest request);

    /** The plugin in use is given more data, to which an answer may be due. */
    void moreData(AuthMoreData data);

    /** One factor is accepted, and the next one's first response is due. */
    void nextFactor(AuthNextFactor factor);

    void authenticated(OkPacket ok);

    void refused(ErrPacket error);
}
