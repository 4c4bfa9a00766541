package dev.mysqlasync.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accounts, and the transfers between them, as tables: a transfer is an entry and two changes of a balance, in one transaction. The
 * statements of a transfer take different ways to the server, and hardly any text comes twice, so that most are prepared for
 * the first time within the transaction. Whether anything was torn, the tables tell by themselves.
 */
final class Ledger {

    /** So few that transactions meet all the time. */
    private static final int ACCOUNTS = 6;

    private final String name;
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();

    Ledger(String name) {
        this.name = name;
    }

    void create(MySqlPool pool) {
        pool.execute("CREATE DATABASE IF NOT EXISTS ledger").join();
        pool.execute("DROP TABLE IF EXISTS " + entries()).join();
        pool.execute("DROP TABLE IF EXISTS " + accounts()).join();
        pool.execute("CREATE TABLE " + accounts() + " (id INT PRIMARY KEY, balance BIGINT NOT NULL)")
                .join();
        pool.execute("CREATE TABLE " + entries() + " (token BIGINT PRIMARY KEY, payer INT NOT NULL, payee INT NOT NULL,"
                        + " amount BIGINT NOT NULL, memo TEXT)")
                .join();
        for (int account = 0; account < ACCOUNTS; account++) {
            pool.execute("INSERT INTO " + accounts() + " VALUES (?, 0)", account)
                    .join();
        }
    }

    private String accounts() {
        return "ledger." + name + "_accounts";
    }

    private String entries() {
        return "ledger." + name + "_entries";
    }

    void acknowledged(long token) {
        acknowledged.add(token);
    }

    /** It was rolled back for certain. */
    void failed(long token) {
        failed.add(token);
    }

    int size() {
        return acknowledged.size();
    }

    // --- a transfer ------------------------------------------------------------------------------------------------

    /** Books a transfer in a transaction. Its token and the accounts are by chance, its amount is the token's. */
    CompletableFuture<?> transfer(Transaction transaction, long token, SplittableRandom random) {
        int payer = random.nextInt(ACCOUNTS);
        int payee = (payer + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = amount(token);
        CompletableFuture<?> entry = entry(transaction, token, payer, payee, random);
        return switch (random.nextInt(3)) {
            case 0 ->
                entry.thenCompose(done -> transaction.execute(change(random), -amount, payer))
                        .thenCompose(done -> transaction.execute(change(random), amount, payee));
            case 1 -> { // without waiting for one another
                CompletableFuture<?> paid = transaction.execute(change(random), -amount, payer);
                CompletableFuture<?> got = transaction.execute(
                        Statement.of(change(random), amount, payee).renderedByClient());
                yield CompletableFuture.allOf(entry, paid, got);
            }
            default ->
                entry.thenCompose(done -> transaction.executeBatch(
                                change(random), List.of(List.of(-amount, payer), List.of(amount, payee))))
                        .thenAccept(Ledger::requireComplete);
        };
    }

    private static void requireComplete(BatchResult result) {
        result.firstError().ifPresent(failure -> {
            throw failure;
        });
    }

    private CompletableFuture<?> entry(
            Transaction transaction, long token, int payer, int payee, SplittableRandom random) {
        String sql = "INSERT INTO " + entries() + " VALUES (?, ?, ?, ?, ?)" + comment(random);
        Object memo = random.nextInt(4) == 0
                ? LongParameter.ofText(ByteSource.ofBytes(memo(token).getBytes(StandardCharsets.UTF_8)))
                : memo(token);
        return transaction.execute(sql, token, payer, payee, amount(token), memo);
    }

    private String change(SplittableRandom random) {
        return "UPDATE " + accounts() + " SET balance = balance + ? WHERE id = ?" + comment(random);
    }

    private static String comment(SplittableRandom random) {
        return " /* " + random.nextInt(500) + " */";
    }

    private static long amount(long token) {
        return token % 999_983 + 1;
    }

    /** Words of different lengths that begin with b, which is no command. */
    private static String memo(long token) {
        return "b" + "bb".repeat((int) (token % 97)) + token;
    }

    // --- the audit -------------------------------------------------------------------------------------------------

    /** Checks that every transfer is there as a whole or not at all. */
    void audit(MySqlPool pool) {
        Map<Integer, Long> balances = new TreeMap<>();
        Map<Integer, Long> expected = new TreeMap<>();
        Set<Long> found = ConcurrentHashMap.newKeySet();
        pool.query("SELECT id, balance FROM " + accounts())
                .join()
                .forEach(row -> balances.put(row.getInt(0), row.getLong(1)));
        balances.keySet().forEach(account -> expected.put(account, 0L));
        Rows entries = pool.query("SELECT token, payer, payee, amount, memo FROM " + entries())
                .join();
        entries.forEach(row -> {
            long token = row.getLong(0);
            found.add(token);
            assertThat(row.getLong(3)).as("amount of %s", token).isEqualTo(amount(token));
            assertThat(row.getString(4)).as("memo of %s", token).isEqualTo(memo(token));
            expected.merge(row.getInt(1), -amount(token), Long::sum);
            expected.merge(row.getInt(2), amount(token), Long::sum);
        });
        assertThat(balances).as("balances of %s entries", found.size()).isEqualTo(expected);
        assertThat(found).as("acknowledged transfers").containsAll(acknowledged);
        found.retainAll(failed);
        assertThat(found).as("transfers that failed and are there").isEmpty();
    }
}
