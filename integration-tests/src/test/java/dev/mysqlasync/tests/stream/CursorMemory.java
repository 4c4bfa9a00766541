package dev.mysqlasync.tests.stream;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows from a cursor on the server one by one, slower than they come, with fetches that are larger than the memory, and prints
 * how many there were. A program of its own, which is given little memory.
 */
public final class CursorMemory implements Flow.Subscriber<Row> {

    static final int ROWS = 200;

    private static final int ROW_LENGTH = 500_000;

    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;

    private CursorMemory() {}

    /** With the URL of a server. */
    public static void main(String[] arguments) throws InterruptedException {
        MySqlOptions options = MySqlOptions.parse(arguments[0]).toBuilder()
                .connectTimeout(Duration.ofMinutes(1))
                .build();
        MySqlConnection connection = MySqlConnection.connect(options).join();
        CursorMemory reader = new CursorMemory();
        connection.stream(Statement.of(Counting.rows("REPEAT('x', " + ROW_LENGTH + ")", ROWS))
                        .fetchSize(ROWS))
                .subscribe(reader);
        int rows = 0;
        while (reader.next().equals("row")) {
            rows++;
            System.gc(); // which takes longer than a row
        }
        connection.close().join();
        System.out.println(rows + " rows");
    }

    private String next() throws InterruptedException {
        subscription.request(1);
        return signals.take();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public void onNext(Row row) {
        signals.add(row.getBytes(0).length == ROW_LENGTH ? "row" : "not a whole row");
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(failure.toString());
    }

    @Override
    public void onComplete() {
        signals.add("end");
    }
}
