import org.jspecify.annotations.NullMarked;

/** The MySQL and MariaDB client/server protocol: packets, codecs and the sans-I/O conversation. */
@NullMarked
@SuppressWarnings("module") // the friend of the session package is built later
module dev.mysqlasync.protocol {
    requires static org.jspecify;

    exports dev.mysqlasync.protocol;
    exports dev.mysqlasync.protocol.session to
            dev.mysqlasync;
}
