import org.jspecify.annotations.NullMarked;

/** The asynchronous MySQL client: its public API, the transport SPI, and the driver. */
@NullMarked
module dev.mysqlasync {
    requires static org.jspecify;
    requires dev.mysqlasync.protocol;
    requires transitive dev.mysqlasync.auth;
    requires org.slf4j;

    exports dev.mysqlasync;
    exports dev.mysqlasync.spi;

    uses dev.mysqlasync.spi.TransportProvider;
    uses dev.mysqlasync.ConnectionFactory;
    uses dev.mysqlasync.PoolFactory;

    provides dev.mysqlasync.ConnectionFactory with
            dev.mysqlasync.internal.connection.DriverConnectionFactory;
    provides dev.mysqlasync.PoolFactory with
            dev.mysqlasync.internal.pool.DriverPoolFactory;
}
