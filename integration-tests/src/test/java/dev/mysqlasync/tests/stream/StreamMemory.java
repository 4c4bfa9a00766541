package dev.mysqlasync.tests.stream;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Row;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Streams a large result with a demand of one and prints how many rows there were, and how much of the heap was alive at most. A
 * program of its own, which is given little memory.
 */
public final class StreamMemory implements Flow.Subscriber<Row> {

    static final int ROWS = 5_000_000;

    /** At first, rows are asked for by another thread, one after the other: the server is far ahead of it. */
    private static final int READ_SLOWLY = 50_000;

    private static final int SAMPLE_EVERY = 250_000;

    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private final LinkedBlockingQueue<Long> handedOver = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private long rows;
    private long mostAlive;

    private StreamMemory() {}

    /** With the URL of a server. */
    public static void main(String[] arguments) throws InterruptedException {
        MySqlOptions options = MySqlOptions.parse(arguments[0]).toBuilder()
                .connectTimeout(Duration.ofMinutes(1))
                .build();
        MySqlConnection connection = MySqlConnection.connect(options).join();
        StreamMemory reader = new StreamMemory();
        long start = System.nanoTime();
        connection.stream(Counting.rows("d0.n, REPEAT('x', 100)", ROWS)).subscribe(reader);
        reader.readSlowly();
        long count = reader.done.join();
        long millis = (System.nanoTime() - start) / 1_000_000;
        connection.close().join();
        System.out.println(count + " rows, " + reader.mostAlive + " bytes alive, " + millis + " ms");
    }

    private void readSlowly() throws InterruptedException {
        for (long row = 1; row <= READ_SLOWLY; row++) {
            if (handedOver.take() != row) {
                throw new IllegalStateException("out of order at row " + row);
            }
            subscription.request(1);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(Row row) {
        rows++;
        if (row.getBytes(1).length != 100) {
            throw new IllegalStateException("row " + rows + " is not whole");
        }
        if (rows % SAMPLE_EVERY == 0 || rows == READ_SLOWLY) {
            System.gc(); // or what is not alive would count
            mostAlive = Math.max(
                    mostAlive,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        if (rows <= READ_SLOWLY) {
            handedOver.add(rows);
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(rows);
    }
}
