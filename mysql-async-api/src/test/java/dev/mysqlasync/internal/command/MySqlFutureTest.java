package dev.mysqlasync.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MySqlFutureTest {

    private final Transport transport = mock(Transport.class);
    private final MySqlFuture<String> future = new MySqlFuture<>(transport);

    @Test
    void join_unfinishedOnAnIoThread_isRefused() {
        when(transport.isIoThread()).thenReturn(true);

        assertThatThrownBy(future::join).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(future::get).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> future.get(1, TimeUnit.DAYS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void join_ofADerivedFutureOnAnIoThread_isRefused() {
        when(transport.isIoThread()).thenReturn(true);
        CompletableFuture<Integer> derived =
                future.thenApply(String::length).thenCompose(length -> new CompletableFuture<>());

        assertThatThrownBy(derived::join).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void join_finishedOnAnIoThread_gives() {
        when(transport.isIoThread()).thenReturn(true);
        future.complete("done");

        assertThat(future.join()).isEqualTo("done");
    }

    @Test
    void cancel_ofADerivedFuture_cancelsTheSource() {
        CompletableFuture<Integer> derived = future.thenApply(String::length).thenApply(length -> length + 1);

        assertThat(derived.cancel(true)).isTrue();
        assertThat(future).isCancelled();
    }

    @Test
    void cancel_ofACompletedDerivedFuture_leavesTheSourceAlone() {
        CompletableFuture<Integer> derived = future.thenApply(String::length);
        future.succeed("done");

        assertThat(derived.cancel(true)).isFalse();
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void complete_ofADerivedFuture_cancelsTheSource() {
        CompletableFuture<Integer> derived = future.thenApply(String::length);
        derived.complete(7);

        assertThat(future).isCancelled();
    }

    @Test
    void end_byItsUser_isToldOnce() {
        AtomicInteger told = new AtomicInteger();
        future.whenEnded(told::incrementAndGet);
        future.complete("own");
        future.cancel(true);
        future.completeExceptionally(new IllegalStateException());

        assertThat(told).hasValue(1);
    }

    @Test
    void end_byTheLibrary_isToldNobody() {
        AtomicInteger told = new AtomicInteger();
        future.whenEnded(told::incrementAndGet);
        future.succeed("done");
        future.cancel(true);

        assertThat(told).hasValue(0);
    }

    @Test
    void orTimeout_passes_isTold() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        future.whenEnded(told::countDown);
        CompletableFuture<?> unused = future.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void completeOnTimeout_passes_isTold() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        future.whenEnded(told::countDown);
        CompletableFuture<?> unused = future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS);

        assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void cancel_ofALongChain_cancelsTheSourceAtOnce() {
        CompletableFuture<Integer> last = future.thenApply(String::length);
        for (int i = 0; i < 100_000; i++) {
            last = last.thenApply(length -> length + 1);
        }
        last.cancel(true);

        assertThat(future).isCancelled();
    }

    @Test
    void cancel_ofTheSource_reachesWhatIsDerived() {
        CompletableFuture<Integer> derived = future.thenApply(String::length);
        future.cancel(true);

        assertThat(derived).isCompletedExceptionally();
    }
}
