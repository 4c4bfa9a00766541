package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Rows;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A future that is complete keeps its result, and nothing else. */
class FutureRetentionTest {

    private static final int MANY = 20;
    private static final int MOST_COLLECTIONS = 100;

    private final List<WeakReference<?>> gone = new ArrayList<>();
    private final List<Object> kept = new ArrayList<>();

    /** Collects garbage until nothing of what has to be gone is left. */
    private void assertGone() {
        for (int i = 0; i < MOST_COLLECTIONS && anyLeft(); i++) {
            System.gc();
        }
        assertThat(gone).hasSize(MANY).noneMatch(reference -> reference.get() != null, "left");
        assertThat(kept).isNotEmpty();
    }

    private boolean anyLeft() {
        return gone.stream().anyMatch(reference -> reference.get() != null);
    }

    private <T> T mortal(T object) {
        gone.add(new WeakReference<>(object));
        return object;
    }

    @Test
    void derivedFuture_complete_keepsNoResultThatItWasMadeOf() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            for (int i = 0; i < MANY; i++) {
                CompletableFuture<Integer> count = connection
                        .query("SELECT 1")
                        .thenApply(rows -> mortal(rows).size());
                kept.add(count);
                scene.run();
                scene.send(ServerBytes.rowsAnswer("x".repeat(1000)));
            }

            assertGone();
        }
    }

    @Test
    void future_complete_keepsNoArguments() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            for (int i = 0; i < MANY; i++) {
                kept.add(connection.execute("INSERT INTO t VALUES (?)", mortal(new Large())));
                scene.run();
                if (i == 0) {
                    scene.send(ServerBytes.answer().prepared(7, 0, 1));
                }
                scene.send(ServerBytes.okAnswer());
            }

            assertGone();
        }
    }

    @Test
    void future_cancelled_keepsNoArguments() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            for (int i = 0; i < MANY; i++) {
                CompletableFuture<?> insert = connection.execute("INSERT INTO t VALUES (?)", mortal(new Large()));
                insert.cancel(true);
                kept.add(insert);
                scene.run();
            }

            assertGone();
        }
    }

    @Test
    void chain_ofStatements_keepsNoneButTheLast() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> chain = connection.execute("INSERT INTO t VALUES (0)");
            for (int i = 0; i < MANY; i++) {
                chain = chain.thenCompose(done -> {
                    mortal(done);
                    return connection.execute("INSERT INTO t VALUES (1)");
                });
            }
            kept.add(chain);
            for (int i = 0; i <= MANY; i++) {
                scene.run();
                scene.send(ServerBytes.okAnswer());
            }

            assertThat(chain).isCompleted();
            assertGone();
        }
    }

    @Test
    void closed_raced_keepsNothing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            kept.add(connection);
            for (int i = 0; i < MANY; i++) {
                CompletableFuture<Rows> query = connection.query("SELECT 1");
                CompletableFuture<?> either = CompletableFuture.anyOf(connection.closed(), mortal(query));
                scene.run();
                scene.send(ServerBytes.rowsAnswer("1"));
                assertThat(either).isCompleted();
            }

            assertGone();
        }
    }

    @Test
    void closed_askedOften_isOneFutureThatOnlyTheEndCompletes() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> closed = connection.closed();
            assertThat(connection.closed()).isSameAs(closed);
            assertThat(closed.cancel(true)).isFalse();
            assertThat(closed.complete(null)).isFalse();
            assertThat(closed.completeExceptionally(new IllegalStateException()))
                    .isFalse();
            CompletableFuture<Void> own = closed.orTimeout(1, TimeUnit.HOURS);
            assertThat(own).isNotSameAs(closed);
            assertThat(own.cancel(true)).isTrue();
            CompletableFuture<Void> another = closed.completeOnTimeout(null, 1, TimeUnit.HOURS);
            assertThat(closed).isNotDone();
            scene.watch(connection.close());
            scene.run();

            assertThat(closed).isCompleted();
            assertThat(another).isCompleted();
            scene.forget(connection);
        }
    }

    @Test
    void closed_timedOutOften_keepsNothing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            kept.add(connection);
            for (int i = 0; i < MANY; i++) {
                mortal(connection.closed().orTimeout(1, TimeUnit.HOURS)).completeExceptionally(new TimeoutException());
            }

            assertGone();
        }
    }

    /** An argument that can be told from all others. */
    private static final class Large implements CharSequence {

        private final byte[] ballast = new byte[1000];

        @Override
        public int length() {
            return 1;
        }

        @Override
        public char charAt(int index) {
            return (char) ('a' + ballast[index]);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return toString().substring(start, end);
        }

        @Override
        public String toString() {
            return "a";
        }
    }
}
