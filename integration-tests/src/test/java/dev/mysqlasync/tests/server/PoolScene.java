package dev.mysqlasync.tests.server;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolOptionsBuilder;
import dev.mysqlasync.tests.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Where a test of pools takes place: on every server, with pools that do not outlive it. */
abstract class PoolScene extends ServerScene {

    private final List<MySqlPool> pools = new ArrayList<>();

    @AfterEach
    void closePools() {
        pools.forEach(MySqlPool::close);
    }

    MySqlPool pool(UnaryOperator<PoolOptionsBuilder> change) {
        return pool(options(), change);
    }

    MySqlPool pool(MySqlOptionsBuilder options, UnaryOperator<PoolOptionsBuilder> change) {
        return pool(options.build(), change);
    }

    MySqlPool pool(MySqlOptions options, UnaryOperator<PoolOptionsBuilder> change) {
        PoolOptionsBuilder patient = PoolOptions.builder()
                .acquireTimeout(Await.LIMIT)
                .checkTimeout(Await.LIMIT)
                .releaseTimeout(Await.LIMIT);
        MySqlPool pool = MySqlPool.create(options, change.apply(patient).build());
        pools.add(pool);
        return pool;
    }

    /** A pool in which everybody gets the same connection, one after the other. */
    MySqlPool poolOfOne() {
        return pool(options -> options.maxSize(1));
    }

    /** A connection of a pool, even if making one takes longer than acquirers are to wait. */
    static MySqlConnection acquirePatiently(MySqlPool pool) {
        AtomicReference<MySqlConnection> acquired = new AtomicReference<>();
        Await.until(() -> {
            try {
                acquired.set(Await.await(pool.acquire()));
            } catch (MySqlPoolTimeoutException e) {
                return false; // it goes on being made
            }
            return true;
        });
        return acquired.get();
    }

    static @Nullable String text(MySqlPool pool, String sql, @Nullable Object... arguments) {
        return Await.await(pool.query(sql, arguments)).get(0).getString(0);
    }

    static long number(MySqlPool pool, String sql, @Nullable Object... arguments) {
        return Await.await(pool.query(sql, arguments)).get(0).getLong(0);
    }
}
