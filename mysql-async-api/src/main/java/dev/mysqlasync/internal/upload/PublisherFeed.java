package dev.mysqlasync.internal.upload;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher, from which one buffer at a time is requested. A violation of the Reactive Streams rules is a failure of
 * the source.
 */
final class PublisherFeed implements Feed, Flow.Subscriber<ByteBuffer> {

    private static final Logger LOG = LoggerFactory.getLogger(PublisherFeed.class);

    private final Flow.Publisher<? extends ByteBuffer> publisher;
    private final Receiver receiver;
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    PublisherFeed(Flow.Publisher<? extends ByteBuffer> publisher, Receiver receiver) {
        this.publisher = publisher;
        this.receiver = receiver;
    }

    @Override
    public void next() {
        asked.set(true);
        Flow.Subscription known = subscription.get();
        try {
            if (known != null) {
                known.request(1);
            } else {
                publisher.subscribe(this);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        if (!subscription.compareAndSet(null, given) || over.get()) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        if (over.get()) {
            return;
        }
        if (asked.compareAndSet(true, false)) {
            receiver.chunk(bytes);
        } else {
            fail(new IllegalStateException(
                    "the publisher emitted a buffer that was not requested (Reactive Streams rule 1.1)"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        if (over.compareAndSet(false, true)) {
            receiver.failed(cause);
        }
    }

    @Override
    public void onComplete() {
        if (over.compareAndSet(false, true)) {
            receiver.ended();
        }
    }

    private void fail(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            cancelSubscription();
            receiver.failed(cause);
        }
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            cancelSubscription();
        }
    }

    private void cancelSubscription() {
        Flow.Subscription known = subscription.get();
        if (known == null) {
            return; // it is cancelled when it comes
        }
        try {
            known.cancel();
        } catch (Throwable e) { // forbidden to it; the statement is over, nobody is left to fail
            LOG.warn("a source could not be cancelled", e);
        }
    }
}
