package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.SessionChange;
import java.util.List;

/** Receives the events of a session that do not answer a command. Called from within {@link ClientSession#receive}. */
public interface SessionListener {

    /**
     * The server has sent its greeting. Answer with {@link ClientSession#requestTls} or {@link ClientSession#respond}.
     */
    void greeting(Greeting greeting);

    /** The server reports changes of the session state. The OK packet that carried them is reported next. */
    void sessionChanged(List<SessionChange> changes);

    /**
     * The server reports why it ends the connection: instead of a greeting, while no command was open, or out of
     * sequence. The session is closed.
     */
    void connectionError(ErrPacket error);
}
