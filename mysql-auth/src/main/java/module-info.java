import org.jspecify.annotations.NullMarked;

/** Authentication plugins of MySQL and MariaDB, the client's and the server's half. */
@NullMarked
module dev.mysqlasync.auth {
    requires static org.jspecify;
    requires org.bouncycastle.provider;
    requires org.slf4j;

    exports dev.mysqlasync.auth;

    uses dev.mysqlasync.auth.AuthPlugin;
}
