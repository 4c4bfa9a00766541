package dev.mysqlasync;

/** Whether statements are sent before those before them are answered. */
public enum Pipelining {
    /**
     * Towards a server that is proven to be reached directly: one that has the connection id and the version that the
     * greeting gave, and does not name itself a proxy. Towards all others, as {@link #OFF}. The settings of a new session
     * are sent in one flight all the same.
     */
    AUTO,
    /** Always, as far as {@code pipelineLimit} allows. */
    ON,
    /** Never: each statement waits for the answer to the one before it. For proxies that take no more than one. */
    OFF
}
