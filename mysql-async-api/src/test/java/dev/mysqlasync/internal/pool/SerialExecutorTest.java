package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private static final int MANY = 1_000;

    private final Deque<Runnable> handedOver = new ArrayDeque<>();
    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private final SerialExecutor serial = new SerialExecutor(handedOver::add, elsewhere::add);
    private final List<Integer> steps = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();

    /** As if other threads brought them while it runs. */
    private void stepThatBringsMany() {
        serial.afterwards(() -> outside.add("first"));
        for (int i = 0; i < MANY; i++) {
            int number = i;
            serial.run(() -> steps.add(number));
        }
        assertThat(steps).as("not within another step").isEmpty();
    }

    @Test
    void run_stepsWithoutEnd_keepNobodyFromWhatIsOutside() {
        serial.run(this::stepThatBringsMany);

        assertThat(outside).containsExactly("first");
        assertThat(steps).hasSizeLessThan(MANY);
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void run_handedOver_goesOnInOrderToTheLast() {
        serial.run(this::stepThatBringsMany);
        while (!handedOver.isEmpty()) {
            handedOver.remove().run();
        }

        assertThat(steps)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void run_aStepThatThrows_doesNotStopTheOthers() {
        serial.run(() -> {
            throw new IllegalStateException("expected by this test");
        });
        serial.run(() -> steps.add(1));

        assertThat(steps).containsExactly(1);
    }

    @Test
    void run_noThreadCanGoOn_goesOnItself() {
        SerialExecutor alone = new SerialExecutor(
                task -> {
                    throw new InternalError("there is no thread; expected by this test");
                },
                elsewhere::add);
        alone.run(() -> {
            for (int i = 0; i < MANY; i++) {
                int number = i;
                alone.run(() -> steps.add(number));
            }
        });
        assertThat(steps).hasSize(MANY);

        alone.run(() -> steps.add(MANY));

        assertThat(steps).as("afterwards").hasSize(MANY + 1);
    }

    @Test
    void tell_onAThreadThatMustNotRunUsersCode_isRunElsewhere() {
        serial.runAlone(() -> {
            serial.afterwards(() -> outside.add("own"));
            serial.tell(() -> outside.add("user's"));
        });
        assertThat(outside).containsExactly("own");

        elsewhere.remove().run();

        assertThat(outside).containsExactly("own", "user's");
    }

    @Test
    void tell_comesAfterWhatIsThePools() {
        serial.run(() -> {
            serial.tell(() -> outside.add("user's"));
            serial.afterwards(() -> outside.add("own"));
        });

        assertThat(outside).containsExactly("own", "user's");
    }
}
