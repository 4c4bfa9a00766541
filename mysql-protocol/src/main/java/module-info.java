import org.jspecify.annotations.NullMarked;

/** The MySQL and MariaDB client/server protocol: packets, codecs and the sans-I/O session. */
@NullMarked
@SuppressWarnings("module") // the module that the session package is exported to is compiled later
module dev.mysqlasync.protocol {
    requires static org.jspecify;

    exports dev.mysqlasync.protocol;
    exports dev.mysqlasync.protocol.session to
            dev.mysqlasync;
}
