package dev.mysqlasync.tests.stream;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.Test;

/** The rules for publishers, each a test of its own, for the stream of a statement. Each stream has a connection to itself. */
public abstract class StreamVerification extends FlowPublisherVerification<Object> {

    /** What must happen, does so within this time, or hangs. */
    private static final long ANSWER_MILLIS = 30_000;

    /** What must not happen, is not waited for any longer. */
    private static final long SILENCE_MILLIS = 25;

    private static final long POLL_MILLIS = 25;
    private static final int ATTEMPTS = 5;
    private static final long MOST_ROWS = Integer.MAX_VALUE;

    private final TestEnvironment environment;
    private final String url;
    private final boolean mapped;
    private final @Nullable ExecutorService callbacks;
    private final Queue<MySqlConnection> connections = new ConcurrentLinkedQueue<>();
    private final Queue<Flow.Subscription> subscriptions = new ConcurrentLinkedQueue<>();

    StreamVerification(String url, boolean mapped, boolean callbackExecutor) {
        this(new TestEnvironment(ANSWER_MILLIS, SILENCE_MILLIS, POLL_MILLIS), url, mapped, callbackExecutor);
    }

    private StreamVerification(TestEnvironment environment, String url, boolean mapped, boolean callbackExecutor) {
        super(environment);
        this.environment = environment;
        this.url = url;
        this.mapped = mapped;
        this.callbacks = callbackExecutor ? Executors.newCachedThreadPool() : null;
    }

    @Override
    public long maxElementsFromPublisher() {
        return MOST_ROWS;
    }

    @Override
    public Flow.Publisher<Object> createFlowPublisher(long rows) {
        return stream(Counting.rows("42", rows));
    }

    @Override
    public Flow.Publisher<Object> createFailedFlowPublisher() {
        return stream("SELECT 1 FROM no_such_table");
    }

    private Flow.Publisher<Object> stream(String sql) {
        MySqlConnection connection = MySqlConnection.connect(MySqlOptions.parse(url).toBuilder()
                        .connectTimeout(Duration.ofMillis(ANSWER_MILLIS))
                        .closeTimeout(Duration.ofMillis(1))
                        .callbackExecutor(callbacks)
                        .build())
                .join();
        connections.add(connection);
        Flow.Publisher<Object> stream = mapped ? connection.stream(sql, row -> row.getInt(0)) : rows(connection, sql);
        return subscriber -> stream.subscribe(subscriber == null ? null : new Known(subscriber));
    }

    /** The rule gives the collector a fixed tenth of a second, which need not be enough: so it is tried a few times. */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        for (int attempt = 1; ; attempt++) {
            try {
                super.required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber();
                return;
            } catch (AssertionError e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                environment.clearAsyncErrors();
            }
        }
    }

    /** A publisher of rows is one of objects too. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Flow.Publisher<Object> rows(MySqlConnection connection, String sql) {
        return (Flow.Publisher) connection.stream(sql);
    }

    /** Lets the streams that a rule has left open end without a signal, which would disturb the next. */
    @AfterMethod
    public void close() {
        Flow.Subscription subscription;
        while ((subscription = subscriptions.poll()) != null) {
            subscription.cancel();
        }
        MySqlConnection connection;
        while ((connection = connections.poll()) != null) {
            connection.close().join();
        }
    }

    @AfterClass
    public void shutDown() {
        if (callbacks != null) {
            callbacks.shutdown();
        }
    }

    /** A subscriber whose subscription is taken note of. */
    private final class Known implements Flow.Subscriber<Object> {
        private final Flow.Subscriber<? super Object> subscriber;

        Known(Flow.Subscriber<? super Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriptions.add(subscription);
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(Object row) {
            subscriber.onNext(row);
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
