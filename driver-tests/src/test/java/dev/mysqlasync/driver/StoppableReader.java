package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A subscriber whose end is a future, which cancels the subscription when it is cancelled. It counts rows. */
final class StoppableReader implements Flow.Subscriber<Row> {

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final int demand;
    private int taken;
    private boolean over;

    StoppableReader(int demand) {
        this.demand = demand;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    int taken() {
        return taken;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        CompletableFuture<?> unused = ended.whenComplete((nothing, thrown) -> {
            if (!over) { // somebody else has ended the future
                subscription.cancel();
            }
        });
        subscription.request(demand);
    }

    @Override
    public void onNext(Row row) {
        assertThat(row.getInt(0)).isEqualTo(taken);
        taken++;
    }

    @Override
    public void onError(Throwable failure) {
        over = true;
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        over = true;
        ended.complete(null);
    }
}
