package dev.mysqlasync.internal.stream;

/** The source of a stream that was refused: nothing is sent for it. */
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
