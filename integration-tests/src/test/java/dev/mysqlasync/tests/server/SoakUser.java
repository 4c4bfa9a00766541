package dev.mysqlasync.tests.server;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.Codec;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import java.io.InputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Does one thing after the other with a pool, in every way there is, with code that throws now and then, until told to stop. */
final class SoakUser {

    /** What users' code throws; it has no stack trace, of which there would be many. */
    static final class Thrown extends Error {

        private static final long serialVersionUID = 1;

        Thrown() {
            super("expected by this test", null, false, false);
        }
    }

    /** A number whose codec throws now and then. */
    record Own(int number, boolean bad) {

        static final Codec<Own> CODEC = new Codec<>() {
            @Override
            public Class<Own> type() {
                return Own.class;
            }

            @Override
            public Object encode(Own value) {
                return check(value).number();
            }

            @Override
            public Own decode(Row row, int index) {
                return check(new Own(row.getInt(index), row.getInt(index) % 5 == 0));
            }

            private static Own check(Own value) {
                if (value.bad()) {
                    throw new Thrown();
                }
                return value;
            }
        };
    }

    private final MySqlPool pool;
    private final SplittableRandom random;
    private final Executor threads;
    private final AtomicInteger successes = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile String doing = "nothing";
    private volatile boolean ending;

    SoakUser(MySqlPool pool, SplittableRandom random, Executor threads) {
        this.pool = pool;
        this.random = random;
        this.threads = threads;
    }

    void begin() {
        if (ending) {
            ended.complete(null);
            return;
        }
        CompletableFuture<?> step;
        try {
            step = step();
        } catch (Throwable e) {
            step = CompletableFuture.failedFuture(e);
        }
        if (chance(20)) {
            step.cancel(true);
        }
        step.whenCompleteAsync(
                (done, failure) -> {
                    successes.addAndGet(failure == null ? 1 : 0);
                    begin();
                },
                threads);
    }

    CompletableFuture<Void> end() {
        ending = true;
        return ended;
    }

    int successes() {
        return successes.get();
    }

    /** What it is at. */
    String doing() {
        return doing;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private Own own() {
        return new Own(random.nextInt(1000), chance(4));
    }

    private CompletableFuture<?> step() {
        int kind = random.nextInt(10);
        doing = "step " + kind;
        return switch (kind) {
            case 0 -> pool.query("SELECT 1");
            case 1 -> pool.execute("INSERT INTO soak VALUES (?)", own());
            case 2 -> pool.query(Statement.of("SELECT v FROM soak LIMIT 20"), row -> row.get(0, Own.class));
            case 3 -> stream(Statement.of("SELECT v FROM soak LIMIT 200"));
            case 4 -> stream(Statement.of("SELECT v FROM soak LIMIT 200").fetchSize(20));
            case 5 ->
                pool.executeBatch(
                        Statement.of("INSERT INTO soak VALUES (?)"),
                        List.of(List.of(own()), List.of(own())),
                        BatchMode.AUTO);
            case 6 -> pool.withConnection(this::useOf);
            case 7 ->
                pool.inTransaction(transaction -> {
                    throwSometimes();
                    return transaction.execute("INSERT INTO soak VALUES (?)", own());
                });
            case 8 -> pool.query("SELECT LENGTH(?)", LongParameter.ofBytes(ByteSource.ofStream(this::source)));
            default ->
                pool.acquire()
                        .thenCompose(connection -> connection
                                .query(chance(2) ? "SELECT SLEEP(0.05)" : "SELECT 2")
                                .whenComplete((rows, failure) -> connection.close()));
        };
    }

    private void throwSometimes() {
        if (chance(4)) {
            throw new Thrown();
        }
    }

    private CompletableFuture<?> useOf(MySqlConnection connection) {
        throwSometimes();
        return connection
                .execute("INSERT INTO soak VALUES (?)", own())
                .thenCompose(done -> chance(10) ? CompletableFuture.completedFuture(null) : connection.commit());
    }

    private InputStream source() {
        throwSometimes();
        return new InputStream() {
            private int left = 100_000;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                throwSometimes();
                int count = Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }

    private CompletableFuture<?> stream(Statement statement) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        pool.stream(statement, row -> row.get(0, Own.class)).subscribe(new Reader(over));
        return over;
    }

    /** Takes a few rows at a time, and throws out of any signal, or cancels. */
    private final class Reader implements Flow.Subscriber<Own> {

        private final CompletableFuture<Void> over;
        private final int throwsAt = random.nextInt(400);
        private int rows;
        private Flow.@Nullable Subscription subscription;

        Reader(CompletableFuture<Void> over) {
            this.over = over;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(7);
            signalled(0);
        }

        @Override
        public void onNext(Own row) {
            rows++;
            signalled(rows);
            if (subscription != null) {
                if (throwsAt == 300 + rows) {
                    subscription.cancel();
                    over.cancel(false);
                } else {
                    subscription.request(1);
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            over.completeExceptionally(failure);
            signalled(399);
        }

        @Override
        public void onComplete() {
            over.complete(null);
            signalled(398);
        }

        private void signalled(int number) {
            if (number == throwsAt) {
                over.cancel(false);
                throw new Thrown();
            }
        }
    }
}
