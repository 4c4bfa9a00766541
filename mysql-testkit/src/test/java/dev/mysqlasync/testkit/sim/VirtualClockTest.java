package dev.mysqlasync.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private final SimLoop loop = SimLoop.inOrder();
    private final VirtualClock clock = loop.clock();
    private final List<String> log = new ArrayList<>();

    @Test
    void advance_severalTimers_firesThoseDueInOrderAtTheirTime() {
        set("second", 20);
        set("first", 10);
        set("third", 30);
        set("also second", 20);
        clock.advance(Duration.ofMillis(25));
        assertThat(log).containsExactly("first at 10", "second at 20", "also second at 20");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(25));
        clock.advance(Duration.ofMillis(5));
        assertThat(log).endsWith("third at 30");
    }

    @Test
    void advance_timerSetsAnother_firesItInTheSameAdvance() {
        loop.schedule(Duration.ofMillis(10), () -> set("second", 10));
        clock.advance(Duration.ofMillis(20));
        assertThat(log).containsExactly("second at 20");
    }

    @Test
    void advance_noTime_runsWhatIsWaiting() {
        loop.execute(() -> log.add("event"));
        set("timer", 0);
        clock.advance(Duration.ZERO);
        assertThat(log).containsExactly("event", "timer at 0");
    }

    @Test
    void cancel_timerOfTheSameMoment_stopsIt() {
        Cancellable[] second = new Cancellable[1];
        loop.schedule(Duration.ofMillis(10), () -> second[0].cancel());
        second[0] = set("cancelled", 10);
        clock.advance(Duration.ofMillis(10));
        assertThat(log).isEmpty();
    }

    @Test
    void nanoTime_advancedPastTheWrap_stillMeasures() {
        long start = clock.nanoTime();
        clock.advance(Duration.ofMinutes(1));
        assertThat(clock.nanoTime() - start).isEqualTo(Duration.ofMinutes(1).toNanos());
        assertThat(clock.nanoTime()).isLessThan(start);
    }

    @Test
    void deadline_advancedPastTheWrap_passesInTime() {
        Transport transport = new InMemoryNetwork(loop).transport();
        Deadline deadline = Deadline.after(transport, Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(59));
        assertThat(deadline.remaining(transport)).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(deadline.remaining(transport)).isZero();
    }

    private Cancellable set(String name, long millis) {
        return loop.schedule(
                Duration.ofMillis(millis),
                () -> log.add(name + " at " + clock.elapsed().toMillis()));
    }
}
