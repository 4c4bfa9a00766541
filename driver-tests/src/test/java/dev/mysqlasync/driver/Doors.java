package dev.mysqlasync.driver;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.Xid;
import dev.mysqlasync.driver.Door.Holder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;

/** All doors. */
final class Doors {

    private static final Xid XID = Xid.of("x".getBytes(StandardCharsets.UTF_8), new byte[0]);

    private final List<Door> doors = new ArrayList<>();

    private Doors() {}

    static List<Door> all() {
        Doors all = new Doors();
        all.ofClient(Holder.CONNECTION, DoorScene::connection);
        all.ofClient(Holder.LENT, DoorScene::lent);
        all.ofClient(Holder.TRANSACTION, DoorScene::transaction);
        all.ofClient(Holder.POOL, DoorScene::pool);
        all.ofPool();
        all.ofTransaction();
        all.ofConnection(Holder.CONNECTION, DoorScene::connection);
        all.ofConnection(Holder.LENT, DoorScene::lent);
        return all.doors;
    }

    // --- the clients' ----------------------------------------------------------------------------------------------

    private void ofClient(Holder holder, Function<DoorScene, MySqlClient> client) {
        sql("MySqlClient.query", holder, client, (on, sql) -> on.query(sql));
        sql("MySqlClient.query", holder, client, (on, sql) -> on.query(sql, row -> 1));
        sql("MySqlClient.execute", holder, client, (on, sql) -> on.execute(sql));
        sql("MySqlClient.results", holder, client, (on, sql) -> on.results(sql));
        sql(
                "MySqlClient.executeBatch",
                holder,
                client,
                (on, sql) -> Doors.batch(on.executeBatch(sql, List.of(List.of(), List.of()), BatchMode.PIPELINED)));
        sql(
                "MySqlClient.executeBatchByName",
                holder,
                client,
                (on, sql) -> Doors.batch(on.executeBatchByName(sql, List.of(Map.of(), Map.of()))));
        sql("MySqlClient.stream", holder, client, (on, sql) -> drained(on.stream(sql)));
        sql("MySqlClient.stream", holder, client, (on, sql) -> drained(on.stream(sql, row -> 1)));
        sql(
                "MySqlClient.stream",
                holder,
                client,
                (on, sql) -> drained(on.stream(Statement.of(sql).fetchSize(2))));
        own("MySqlClient.call", holder, client, on -> on.call("p"));
    }

    /** It fails as the first of its rows that does. */
    private static CompletableFuture<?> batch(CompletableFuture<BatchResult> batch) {
        return batch.thenAccept(result -> {
            for (BatchOutcome outcome : result.outcomes()) {
                if (outcome instanceof BatchOutcome.Failed failed) {
                    throw failed.error();
                }
            }
        });
    }

    // --- the pool's ------------------------------------------------------------------------------------------------

    private void ofPool() {
        sql(
                "MySqlPool.withConnection",
                Holder.POOL,
                DoorScene::pool,
                (pool, sql) -> pool.withConnection(connection -> connection.execute(sql)));
        sql(
                "MySqlPool.inTransaction",
                Holder.POOL,
                DoorScene::pool,
                (pool, sql) -> pool.inTransaction(transaction -> transaction.execute(sql)));
        sql(
                "MySqlPool.retryTransaction",
                Holder.POOL,
                DoorScene::pool,
                (pool, sql) -> pool.retryTransaction(transaction -> transaction.execute(sql)));
    }

    // --- the transaction's -----------------------------------------------------------------------------------------

    private void ofTransaction() {
        prepared(
                "Transaction.prepare",
                Holder.TRANSACTION,
                (scene, sql) -> scene.transaction().prepare(sql),
                PreparedStatement::execute);
        own("Transaction.savepoint", Holder.TRANSACTION, DoorScene::transaction, on -> on.savepoint("s"));
        own("Transaction.rollbackTo", Holder.TRANSACTION, DoorScene::transaction, on -> on.rollbackTo("s"));
        own("Transaction.release", Holder.TRANSACTION, DoorScene::transaction, on -> on.release("s"));
        sql(
                "Transaction.inTransaction",
                Holder.TRANSACTION,
                DoorScene::transaction,
                (on, sql) -> on.inTransaction(part -> part.execute(sql)));
    }

    // --- the connection's ------------------------------------------------------------------------------------------

    private void ofConnection(Holder holder, Function<DoorScene, MySqlConnection> connection) {
        sql("MySqlConnection.pipeline", holder, connection, (on, sql) -> pipelined(on.pipeline(Statement.of(sql))));
        sql("MySqlConnection.inTransaction", holder, connection, (on, sql) -> on.inTransaction(tx -> tx.execute(sql)));
        sql(
                "MySqlConnection.retryTransaction",
                holder,
                connection,
                (on, sql) -> on.retryTransaction(tx -> tx.execute(sql)));
        own("MySqlConnection.warnings", holder, connection, MySqlConnection::warnings);
        own("MySqlConnection.begin", holder, connection, MySqlConnection::begin);
        own(
                "MySqlConnection.begin",
                holder,
                connection,
                on -> on.begin(TransactionOptions.defaults().readOnly()));
        own("MySqlConnection.commit", holder, connection, MySqlConnection::commit);
        own("MySqlConnection.rollback", holder, connection, MySqlConnection::rollback);
        own("MySqlConnection.savepoint", holder, connection, on -> on.savepoint("s"));
        own("MySqlConnection.rollbackTo", holder, connection, on -> on.rollbackTo("s"));
        own("MySqlConnection.release", holder, connection, on -> on.release("s"));
        own("MySqlConnection.autocommit", holder, connection, on -> on.autocommit(true));
        own("MySqlConnection.ping", holder, connection, MySqlConnection::ping);
        own("MySqlConnection.changeSchema", holder, connection, on -> on.changeSchema("other"));
        own("MySqlConnection.reset", holder, connection, MySqlConnection::reset);
        own("MySqlConnection.changeUser", holder, connection, on -> on.changeUser("app", Scene.PASSWORD));
        own("MySqlConnection.prepare", holder, connection, on -> on.prepare("SELECT ?"));
        ofPrepared(holder, connection);
        ofCursor(holder, connection, MySqlConnection::cursor);
        ofCursor(holder, connection, MySqlConnection::streamingCursor);
        ofXa(holder, connection);
    }

    private static CompletableFuture<?> pipelined(CompletableFuture<List<StatementOutcome>> outcomes) {
        return outcomes.thenCompose(all -> all.get(0) instanceof StatementOutcome.Failure failure
                ? CompletableFuture.failedFuture(failure.cause())
                : CompletableFuture.completedFuture(null));
    }

    private void ofPrepared(Holder holder, Function<DoorScene, MySqlConnection> connection) {
        BiFunction<DoorScene, String, CompletableFuture<PreparedStatement>> preparing =
                (scene, sql) -> connection.apply(scene).prepare(sql);
        prepared("PreparedStatement.query", holder, preparing, PreparedStatement::query);
        prepared("PreparedStatement.query", holder, preparing, statement -> statement.query(row -> 1));
        prepared("PreparedStatement.execute", holder, preparing, PreparedStatement::execute);
        prepared("PreparedStatement.results", holder, preparing, PreparedStatement::results);
        prepared("PreparedStatement.stream", holder, preparing, statement -> drained(statement.stream()));
        prepared("PreparedStatement.stream", holder, preparing, statement -> drained(statement.stream(row -> 1)));
    }

    private void ofCursor(
            Holder holder, Function<DoorScene, MySqlConnection> connection, Function<MySqlConnection, Cursor> kind) {
        Function<DoorScene, Cursor> cursor = scene -> kind.apply(connection.apply(scene));
        sql("Cursor.execute", holder, cursor, (on, sql) -> on.execute(sql).thenCompose(done -> on.fetchAll()));
        sql("Cursor.executeMany", holder, cursor, (on, sql) -> on.executeMany(sql, List.of(List.of())));
        sql("Cursor.executeManyByName", holder, cursor, (on, sql) -> on.executeManyByName(sql, List.of(Map.of())));
        own("Cursor.callProcedure", holder, cursor, on -> on.callProcedure("p"));
    }

    private void ofXa(Holder holder, Function<DoorScene, MySqlConnection> connection) {
        own("XaTransactions.start", holder, connection, on -> on.xa().start(XID));
        own("XaTransactions.end", holder, connection, on -> on.xa().end(XID));
        own("XaTransactions.prepare", holder, connection, on -> on.xa().prepare(XID));
        own("XaTransactions.commit", holder, connection, on -> on.xa().commit(XID));
        own("XaTransactions.commitOnePhase", holder, connection, on -> on.xa().commitOnePhase(XID));
        own("XaTransactions.rollback", holder, connection, on -> on.xa().rollback(XID));
        own("XaTransactions.recover", holder, connection, on -> on.xa().recover());
    }

    // --- kinds of doors --------------------------------------------------------------------------------------------

    /** A door that any SQL goes through. */
    private <H> void sql(
            String method,
            Holder holder,
            Function<DoorScene, ? extends H> on,
            BiFunction<H, String, CompletableFuture<?>> call) {
        doors.add(new Door(method, holder, true, (scene, sql) -> {
            H ready = on.apply(scene);
            return CompletableFuture.completedFuture(() -> call.apply(ready, sql));
        }));
    }

    /** A door that sends what it is made for. */
    private <H> void own(
            String method, Holder holder, Function<DoorScene, ? extends H> on, Function<H, CompletableFuture<?>> call) {
        doors.add(new Door(method, holder, false, (scene, sql) -> {
            H ready = on.apply(scene);
            return CompletableFuture.completedFuture(() -> call.apply(ready));
        }));
    }

    private void prepared(
            String method,
            Holder holder,
            BiFunction<DoorScene, String, CompletableFuture<PreparedStatement>> preparing,
            Function<PreparedStatement, CompletableFuture<?>> call) {
        doors.add(new Door(
                method,
                holder,
                true,
                (scene, sql) -> preparing.apply(scene, sql).thenApply(statement -> () -> call.apply(statement))));
    }

    private static <T> CompletableFuture<?> drained(Flow.Publisher<T> rows) {
        return StreamReader.of(rows, Long.MAX_VALUE).end();
    }
}
