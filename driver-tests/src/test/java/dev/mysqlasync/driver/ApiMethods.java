package dev.mysqlasync.driver;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.XaTransactions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;

/** The methods of the API that answer later, for tables that have to have each of them. */
final class ApiMethods {

    private static final List<Class<?>> TYPES = List.of(
            MySqlClient.class,
            MySqlConnection.class,
            MySqlPool.class,
            Transaction.class,
            Cursor.class,
            PreparedStatement.class,
            XaTransactions.class);

    private ApiMethods() {}

    /** Such as {@code MySqlClient.query}. */
    static Set<String> names() {
        return TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getReturnType() == CompletableFuture.class
                                || method.getReturnType() == Flow.Publisher.class)
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
