package dev.mysqlasync.tests.server;

import dev.mysqlasync.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Takes all rows of a stream and says when it has ended, and how. */
final class Draining implements Flow.Subscriber<Row> {

    private final CompletableFuture<Void> ended;

    Draining(CompletableFuture<Void> ended) {
        this.ended = ended;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Row row) {}

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }
}
