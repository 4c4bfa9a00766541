package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;

/** Receives a response that is one OK or one error; one of the two methods is called, once. */
public interface OkSink {

    void ok(OkPacket ok);

    void error(ErrPacket error);
}
