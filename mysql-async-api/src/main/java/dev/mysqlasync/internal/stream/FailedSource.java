package dev.mysqlasync.internal.stream;

/** The source of a stream that was rejected. It sends nothing. */
public record FailedSource(RowSubscription<?> subscription, Throwable refusal) implements RowSource {

    @Override
    public void start() {
        subscription.end(refusal);
    }

    @Override
    public void demanded() {}

    @Override
    public void cancelled() {}
}
