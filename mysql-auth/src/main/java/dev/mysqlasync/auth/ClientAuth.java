package dev.mysqlasync.auth;

import org.jspecify.annotations.Nullable;

/**
 * One run of an {@link AuthPlugin} on the client's side. Call {@link #first} once, then {@link #next} for each
 * AuthMoreData packet, until the server sends OK or ERR. The methods compute hashes, RSA and signatures, but never
 * block. The arrays they return may hold the password: overwrite them after writing them. Not thread-safe.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection
 *     phase</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public interface ClientAuth {

    /**
     * Returns the auth response for the handshake response packet, or the whole payload that answers an auth switch
     * request. May be empty.
     *
     * @throws AuthException if nothing may be sent over this transport
     * @throws IllegalStateException if called twice
     */
    byte[] first();

    /**
     * Returns the payload that answers an AuthMoreData packet, or null if none is due.
     *
     * @param moreData the packet's data without its header byte 0x01
     * @throws AuthException if the plugin does not expect this data now, or its answer may not be sent over this
     *     transport
     * @throws IllegalStateException if called before {@link #first}
     */
    byte @Nullable [] next(byte[] moreData);
}
