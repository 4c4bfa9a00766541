package dev.mysqlasync.testkit;

/** A moment of the connection phase at which a {@link ConnectFault} strikes. */
public enum ConnectStage {
    /** The connection was accepted; the greeting is not sent. */
    ACCEPT,
    /** The greeting was sent. */
    GREETING,
    /** The client asked for TLS, which the greeting then offers. */
    SSL_REQUEST,
    /** The client answered the greeting. */
    RESPONSE,
    /** The client was asked to switch to another authentication plugin. */
    AUTH_SWITCH
}
