package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;

/** Receives a response that is one OK or ERR. Exactly one of the methods is called, once. */
public interface OkSink {

    void ok(OkPacket ok);

    void error(ErrPacket error);
}
