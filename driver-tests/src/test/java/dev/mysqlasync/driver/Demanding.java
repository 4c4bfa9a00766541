package dev.mysqlasync.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that asks for as many rows as its test wants. */
final class Demanding<T> implements Flow.Subscriber<T> {

    private final long first;
    private final List<T> rows = new ArrayList<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean complete;

    /** @param first how many rows it asks for as it begins */
    Demanding(long first) {
        this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (first > 0) {
            subscription.request(first);
        }
    }

    @Override
    public void onNext(T row) {
        rows.add(row);
    }

    @Override
    public void onError(Throwable failure) {
        this.failure = failure;
    }

    @Override
    public void onComplete() {
        complete = true;
    }

    void request(long rows) {
        subscription().request(rows);
    }

    void cancel() {
        subscription().cancel();
    }

    private Flow.Subscription subscription() {
        if (subscription == null) {
            throw new AssertionError("not subscribed");
        }
        return subscription;
    }

    List<T> rows() {
        return rows;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean isComplete() {
        return complete;
    }
}
