package dev.mysqlasync;

/**
 * Makes pools; the one implementation is this module's own, found through {@link java.util.ServiceLoader} so that the API does
 * not depend on it. Users call {@link MySqlPool#create}.
 */
public interface PoolFactory {

    MySqlPool create(MySqlOptions options, PoolOptions poolOptions);
}
