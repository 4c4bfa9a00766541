package dev.mysqlasync.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EveryStepTest {

    private final List<String> taken = new ArrayList<>();

    @Test
    void step_throws_laterOnesAreTakenAndTheFirstFailureIsThrown() {
        StackOverflowError first = new StackOverflowError("first");
        IllegalStateException second = new IllegalStateException("second");
        EveryStep all = new EveryStep()
                .then(() -> taken.add("one"))
                .then(() -> {
                    throw first;
                })
                .then(() -> taken.add("two"))
                .then(() -> {
                    throw second;
                })
                .then(() -> taken.add("three"));

        assertThatThrownBy(all::end).isSameAs(first).hasSuppressedException(second);
        assertThat(taken).containsExactly("one", "two", "three");
    }

    @Test
    void step_findsNoMemoryAtFirst_isTakenAgain() {
        new EveryStep()
                .then(() -> {
                    taken.add("one");
                    if (taken.size() < 3) {
                        throw new OutOfMemoryError("expected by this test");
                    }
                })
                .then(() -> taken.add("two"))
                .end();

        assertThat(taken).containsExactly("one", "one", "one", "two");
    }

    @Test
    void step_neverFindsMemory_isGivenUp() {
        EveryStep all = new EveryStep()
                .then(() -> {
                    throw new OutOfMemoryError("expected by this test");
                })
                .then(() -> taken.add("two"));

        assertThatThrownBy(all::end).isInstanceOf(OutOfMemoryError.class);
        assertThat(taken).containsExactly("two");
    }

    @Test
    void step_noneThrows_endsQuietly() {
        new EveryStep().then(() -> taken.add("one")).end();

        assertThat(taken).containsExactly("one");
    }
}
