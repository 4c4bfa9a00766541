package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.SessionChange;
import java.util.List;

/** What a session tells outside of the answers to commands. Called from within {@link ClientSession#receive}. */
public interface SessionListener {

    /** The server has greeted; the answer is {@link ClientSession#requestTls} or {@link ClientSession#respond}. */
    void greeting(Greeting greeting);

    /** The server reports changes of the session's state, with the OK that comes next. */
    void sessionChanged(List<SessionChange> changes);

    /**
     * The server says why it ends the connection: instead of a greeting, while no command was open, or out of
     * sequence. The session is closed.
     */
    void lastWords(ErrPacket error);
}
