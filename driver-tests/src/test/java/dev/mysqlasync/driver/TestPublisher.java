package dev.mysqlasync.driver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A publisher that gives what the test says, when the test says it, to its one subscriber. */
final class TestPublisher implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private int cancelled;

    /** How many buffers are asked for. */
    long demand() {
        return demand;
    }

    int cancelled() {
        return cancelled;
    }

    boolean isSubscribed() {
        return subscriber != null;
    }

    Flow.Subscriber<? super ByteBuffer> subscriber() {
        return Objects.requireNonNull(subscriber, "nobody has subscribed");
    }

    void give(String text) {
        give(text.getBytes(StandardCharsets.UTF_8));
    }

    void give(byte[] bytes) {
        demand--;
        subscriber().onNext(ByteBuffer.wrap(bytes));
    }

    void end() {
        subscriber().onComplete();
    }

    void fail(Throwable cause) {
        subscriber().onError(cause);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand += n;
    }

    @Override
    public void cancel() {
        cancelled++;
    }
}
