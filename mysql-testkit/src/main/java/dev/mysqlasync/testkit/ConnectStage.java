package dev.mysqlasync.testkit;

/** A stage of the connection phase at which a {@link ConnectFault} takes effect. */
public enum ConnectStage {
    /** The connection has been accepted; the greeting has not been sent. */
    ACCEPT,
    /** The greeting has been sent. */
    GREETING,
    /** The client has requested TLS, which the greeting offers with this stage. */
    SSL_REQUEST,
    /** The client has answered the greeting. */
    RESPONSE,
    /** The server has sent an auth switch request. */
    AUTH_SWITCH
}
