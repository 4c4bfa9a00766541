import org.jspecify.annotations.NullMarked;

/** The asynchronous MySQL client: its public API, the transport SPI, and the driver. */
@NullMarked
module dev.mysqlasync {
    requires static org.jspecify;
    requires dev.mysqlasync.protocol;
    requires transitive dev.mysqlasync.auth;
    requires org.slf4j;

    exports dev.mysqlasync;
    exports dev.mysqlasync.geometry;
    exports dev.mysqlasync.spi;

    uses dev.mysqlasync.spi.TransportProvider;
}
