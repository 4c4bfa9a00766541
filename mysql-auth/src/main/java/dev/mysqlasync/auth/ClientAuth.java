package dev.mysqlasync.auth;

import org.jspecify.annotations.Nullable;

/**
 * One run of an {@link AuthPlugin}: {@link #first} once, then {@link #next} for each AuthMoreData packet, until the
 * server says OK or ERR. Not thread-safe. The steps compute (hashes, RSA) but never wait. Arrays they return may hold
 * the password: the caller overwrites them once they are written.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection
 *     phase</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public interface ClientAuth {

    /**
     * The auth response for the handshake response packet, or the whole payload that answers an auth switch request;
     * may be empty.
     *
     * @throws AuthException if nothing may be sent over this transport
     * @throws IllegalStateException if called twice
     */
    byte[] first();

    /**
     * The payload that answers an AuthMoreData packet, or null if nothing is to be sent and the server goes on.
     *
     * @param moreData the packet's data, without the 0x01 in front
     * @throws AuthException if the plugin expects no such data now, or its answer may not be sent over this transport
     * @throws IllegalStateException if called before {@link #first}
     */
    byte @Nullable [] next(byte[] moreData);
}
