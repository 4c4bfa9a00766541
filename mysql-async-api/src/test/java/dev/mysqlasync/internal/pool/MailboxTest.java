package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final int MANY = 1_000;

    private final Deque<Runnable> handedOver = new ArrayDeque<>();
    private final Mailbox mailbox = new Mailbox(handedOver::add);
    private final List<Integer> steps = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();

    /** As if other threads brought them while it runs. */
    private void stepThatBringsMany() {
        mailbox.afterwards(() -> outside.add("first"));
        for (int i = 0; i < MANY; i++) {
            int number = i;
            mailbox.run(() -> steps.add(number));
        }
        assertThat(steps).as("not within another step").isEmpty();
    }

    @Test
    void run_stepsWithoutEnd_keepNobodyFromWhatIsOutside() {
        mailbox.run(this::stepThatBringsMany);

        assertThat(outside).containsExactly("first");
        assertThat(steps).hasSizeLessThan(MANY);
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void run_handedOver_goesOnInOrderToTheLast() {
        mailbox.run(this::stepThatBringsMany);
        while (!handedOver.isEmpty()) {
            handedOver.remove().run();
        }

        assertThat(steps)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void run_aStepThatThrows_doesNotStopTheOthers() {
        mailbox.run(() -> {
            throw new IllegalStateException("expected by this test");
        });
        mailbox.run(() -> steps.add(1));

        assertThat(steps).containsExactly(1);
    }
}
