package dev.mysqlasync;

/** Whether statements are sent before earlier ones are answered. */
public enum Pipelining {
    /**
     * Pipelining where the server is proven to be reached directly: it has the connection id and the version of the
     * greeting, and does not call itself a proxy. Otherwise as {@link #OFF}. The settings of a new session are pipelined in
     * either case.
     */
    AUTO,
    /** Always pipelining, up to {@code pipelineLimit}. */
    ON,
    /** No pipelining: each statement waits for the answer to the one before it, for proxies that take one at a time. */
    OFF
}
