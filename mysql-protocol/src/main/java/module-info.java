import org.jspecify.annotations.NullMarked;

/** The MySQL and MariaDB client/server protocol: packets, codecs and the sans-I/O conversation. */
@NullMarked
@SuppressWarnings("module") // the friends of the session package are built later
module dev.mysqlasync.protocol {
    requires static org.jspecify;

    exports dev.mysqlasync.protocol;
    exports dev.mysqlasync.protocol.session to
            dev.mysqlasync,
            dev.mysqlasync.testkit;
}
