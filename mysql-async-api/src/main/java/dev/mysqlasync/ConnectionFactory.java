package dev.mysqlasync;

import java.util.concurrent.CompletableFuture;

/**
 * Opens connections; the one implementation is this module's driver, found through {@link java.util.ServiceLoader} so
 * that the API does not depend on it. Users call {@link MySqlConnection#connect}.
 */
public interface ConnectionFactory {

    CompletableFuture<MySqlConnection> connect(MySqlOptions options);

    /** As {@link MySqlConnection#closeSharedTransports}. */
    void closeSharedTransports();
}
