import org.jspecify.annotations.NullMarked;

/** A transport over JDK selectors: TCP and unix domain sockets. */
@NullMarked
module dev.mysqlasync.nio {
    requires static org.jspecify;
    requires dev.mysqlasync;
    requires org.slf4j;

    provides dev.mysqlasync.spi.TransportProvider with
            dev.mysqlasync.nio.NioTransportProvider;
}
