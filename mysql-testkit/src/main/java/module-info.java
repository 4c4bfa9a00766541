import org.jspecify.annotations.NullMarked;

/** A fake MySQL server, an in-memory transport on a virtual clock, and the transport contract. */
@NullMarked
module dev.mysqlasync.testkit {
    requires static org.jspecify;
    requires transitive dev.mysqlasync;
    requires dev.mysqlasync.protocol;
    requires dev.mysqlasync.auth;
    requires org.slf4j;

    exports dev.mysqlasync.testkit;
    exports dev.mysqlasync.testkit.real;
}
