package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribers that want no more, or that break the rules: it is their stream alone that ends. */
class StreamCancelTest {

    private static Flow.Publisher<String> texts(MySqlConnection connection) {
        return connection.stream("SELECT 1", row -> row.getString(0));
    }

    private static void assertGoesOn(Scene scene, MySqlConnection connection) {
        CompletableFuture<Rows> next = scene.watch(connection.query("SELECT next"));
        scene.run();
        assertThat(scene.peer().commands()).endsWith("QUERY SELECT next");
        scene.send(ServerBytes.rowsAnswer("z"));
        assertThat(next.join().get(0).getString(0)).isEqualTo("z");
    }

    // --- cancel ----------------------------------------------------------------------------------------------------

    @Test
    void cancel_beforeTheStatementHasLeft_keepsItFromBeingSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection), 1);
            reader.cancel();

            assertGoesOn(scene, connection);
            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT next");
            assertThat(reader.isOver()).isFalse();
        }
    }

    @Test
    void cancel_withinOnSubscribe_keepsItFromBeingSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            texts(connection).subscribe(new Quiet() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(1);
                    subscription.cancel();
                }
            });

            assertGoesOn(scene, connection);
            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT next");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void cancel_withinOnNext_givesNothingMoreAndDropsTheRest(int at) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection), 9, self -> {
                if (self.rows().size() == at) {
                    self.cancel();
                }
            });
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c"));

            assertThat(reader.rows()).hasSize(at);
            assertThat(reader.isOver()).isFalse();
            assertGoesOn(scene, connection);
        }
    }

    @Test
    void cancel_whileRowsWaitForDemand_readsAndDropsThem() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection), 1);
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.peer().send(ServerBytes.rowsAnswer("a", "b".repeat(200_000), "c"));
            scene.send(ServerBytes.okAnswer());
            assertThat(behind).isNotDone();
            reader.cancel();
            reader.cancel();
            reader.request(1);
            scene.run();

            assertThat(reader.rows()).containsExactly("a");
            assertThat(reader.isOver()).isFalse();
            assertThat(behind).isCompleted();
            assertGoesOn(scene, connection);
        }
    }

    @Test
    void cancel_whileItIsPrepared_isNotExecuted() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(connection.stream("SELECT ?", row -> row.getString(0), 1), 1);
            scene.run();
            reader.cancel();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));

            assertGoesOn(scene, connection);
            assertThat(scene.peer().commands()).containsExactly("PREPARE SELECT ?", "QUERY SELECT next");
        }
    }

    /** Whoever waits for demand after the one that was cancelled does not go on with it. */
    @Test
    void cancel_besidesARequestThatIsDue_leavesTheNextStreamAlone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> first = StreamReader.of(texts(connection), 1);
            StreamReader<String> second = StreamReader.of(texts(connection), 1);
            scene.run();
            scene.peer().send(ServerBytes.rowsAnswer("a", "b", "c"));
            scene.send(ServerBytes.rowsAnswer("d", "e", "f"));
            first.request(1);
            first.cancel();
            scene.run();

            assertThat(first.rows()).containsExactly("a");
            assertThat(second.rows()).containsExactly("d");
            second.cancel();
        }
    }

    // --- subscribers that break the rules --------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void request_ofNoRow_failsTheStreamAtOnce(long rows) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection), 1);
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("a").row("b"));
            reader.request(rows);
            scene.run();

            assertThat(reader.rows()).containsExactly("a");
            assertThat(reader.failure())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3.9");
            scene.send(ServerBytes.from(5).end(0));
            assertGoesOn(scene, connection);
        }
    }

    @Test
    void request_ofNoRowWithinOnSubscribe_failsTheStreamBeforeItIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection), -1);

            assertGoesOn(scene, connection);
            assertThat(reader.failure()).isInstanceOf(IllegalArgumentException.class);
            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT next");
        }
    }

    @Test
    void onNext_throws_cancels() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection), 9, self -> {
                throw new AssertionError("own");
            });
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));

            assertThat(reader.rows()).containsExactly("a");
            assertThat(reader.isOver()).isFalse();
            assertGoesOn(scene, connection);
        }
    }

    @Test
    void onSubscribe_throws_cancels() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            texts(connection).subscribe(new Quiet() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    throw new IllegalStateException("own");
                }
            });

            assertGoesOn(scene, connection);
            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT next");
        }
    }

    @Test
    void onCompleteOrOnError_throws_disturbsNothing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            List<String> signals = new ArrayList<>();
            texts(connection).subscribe(throwingAtTheEnd(signals));
            texts(connection).subscribe(throwingAtTheEnd(signals));
            scene.run();
            scene.send(ServerBytes.rowsAnswer());
            scene.send(ServerBytes.errorAnswer(1105));

            assertThat(signals).containsExactly("complete", "error");
            assertGoesOn(scene, connection);
        }
    }

    private static Flow.Subscriber<String> throwingAtTheEnd(List<String> signals) {
        return new Quiet() {
            @Override
            public void onComplete() {
                signals.add("complete");
                throw new IllegalStateException("own");
            }

            @Override
            public void onError(Throwable failure) {
                signals.add("error");
                throw new StackOverflowError("own");
            }
        };
    }

    /** Does nothing unless a test says otherwise. */
    private static class Quiet implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(String row) {
            throw new AssertionError("nothing was requested");
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("the stream is not expected to end");
        }
    }
}
