package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whenever rows are asked for and whenever they come: a subscriber gets as many as it asked for, from the first on, in order. */
class StreamScheduleTest {

    private static final int ROWS = 60;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stream_inAnyOrderOfEvents_givesWhatIsDemanded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean executor = random.nextBoolean();
        try (Scene scene = new Scene(SimLoop.shuffled(seed), new Manners())) {
            MySqlConnection connection =
                    scene.connection(options -> executor ? options.callbackExecutor(scene.loop()::execute) : options);
            Wishes wishes = new Wishes(random);
            StreamReader<String> reader =
                    StreamReader.of(connection.stream("SELECT 1", row -> row.getString(0)), 0, wishes::atRow);
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.peer().send(ServerBytes.rowsAnswer(values(random).toArray(String[]::new)));
            scene.peer().send(ServerBytes.okAnswer());
            while (!reader.isOver() && !wishes.cancelled) {
                wishes.make(reader);
                if (random.nextInt(3) == 0) {
                    scene.run();
                    wishes.assertGranted(reader);
                }
            }
            scene.run();

            wishes.assertGranted(reader);
            assertThat(behind).isCompleted();
        }
    }

    private static List<String> values(SplittableRandom random) {
        int[] lengths = random.ints(ROWS, 0, 8000).toArray();
        return IntStream.range(0, ROWS)
                .mapToObj(i -> i + ":" + "x".repeat(lengths[i]))
                .toList();
    }

    /** What a fickle subscriber asks for. */
    private static final class Wishes {
        private final SplittableRandom random;
        private long requested;
        private boolean cancelled;

        Wishes(SplittableRandom random) {
            this.random = random;
        }

        void make(StreamReader<String> reader) {
            int dice = random.nextInt(60);
            if (dice == 0) {
                cancelled = true;
                reader.cancel();
            } else {
                int rows = 1 + random.nextInt(4);
                requested += rows;
                reader.request(rows);
            }
        }

        void atRow(StreamReader<String> reader) {
            assertThat(cancelled).as("a row after the cancellation").isFalse();
            if (random.nextInt(4) == 0) {
                make(reader);
            }
        }

        void assertGranted(StreamReader<String> reader) {
            List<String> got = reader.rows();
            for (int i = 0; i < got.size(); i++) {
                assertThat(got.get(i)).startsWith(i + ":");
            }
            if (!cancelled) {
                assertThat(got).hasSize((int) Math.min(requested, ROWS));
                assertThat(reader.isComplete()).isEqualTo(requested >= ROWS);
            } else {
                assertThat((long) got.size()).isLessThanOrEqualTo(requested);
            }
        }
    }
}
