package dev.mysqlasync.driver;

import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a future says about how much of its statement was sent. */
final class ToldWritten {

    private ToldWritten() {}

    static boolean nothing(CompletableFuture<?> future) {
        return written(StoppingOutcome.failure(future)) == Written.NONE;
    }

    static boolean all(CompletableFuture<?> future) {
        return written(StoppingOutcome.failure(future)) == Written.ALL;
    }

    private static @Nullable Written written(@Nullable Throwable failure) {
        if (failure instanceof MySqlTimeoutException late) {
            return late.written();
        }
        return failure instanceof MySqlConnectionLostException lost ? lost.written() : null;
    }
}
