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
    void step_noneThrows_endsQuietly() {
        new EveryStep().then(() -> taken.add("one")).end();

        assertThat(taken).containsExactly("one");
    }
}
