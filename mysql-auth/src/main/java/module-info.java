import org.jspecify.annotations.NullMarked;

/** Authentication plugins of MySQL and MariaDB, client side and server side. */
@NullMarked
module dev.mysqlasync.auth {
    requires static org.jspecify;
    requires org.bouncycastle.provider;
    requires org.slf4j;

    exports dev.mysqlasync.auth;

    uses dev.mysqlasync.auth.AuthPlugin;
}
