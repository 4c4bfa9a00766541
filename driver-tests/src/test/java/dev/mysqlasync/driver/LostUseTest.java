package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.driver.Door.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A connection is cut after any number of events of any verb, and then used once more. Whoever is told of it gets a typed error, and
 * never an exception that blames the use. {@code -Dsuite.seed=…} gives the order, and {@code -Dsuite.seconds=…} says how long
 * this goes on; each verb comes at least once.
 */
class LostUseTest {

    private static final long SEED = Long.getLong("suite.seed", 1);
    private static final long SECONDS = Long.getLong("suite.seconds", 6);
    private static final String SQL = "UPDATE t SET v = 1";

    @Test
    void connection_cutDuringAnyVerb_failsItAndTheNextOneWithATypedError() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Random random = new Random(SEED);
        List<Door> doors = Doors.all();
        for (int round = 0; round == 0 || System.nanoTime() - end < 0; round++) {
            for (Door door : doors) {
                List<Door> behind = doors.stream()
                        .filter(next -> isUsableBehind(door, next))
                        .toList();
                Door next = behind.get(random.nextInt(behind.size()));
                check(door, next, round == 0 ? random.nextInt(4) : random.nextInt(40), random.nextLong());
            }
        }
    }

    private static boolean isUsableBehind(Door door, Door next) {
        return next.holder() == door.holder()
                || door.holder() == Holder.TRANSACTION && next.holder() == Holder.CONNECTION;
    }

    private static void check(Door door, Door next, int events, long seed) {
        String as = door + " cut after " + events + " events, then " + next + ", seed " + seed + ", suite.seed " + SEED;
        List<@Nullable Throwable> told = new ArrayList<>();
        try (DoorScene scene = new DoorScene(seed, options -> options)) {
            CompletableFuture<?> passed = door.pass(scene, SQL);
            scene.run(events, passed);
            scene.cut();
            scene.settle();
            CompletableFuture<?> later = next.pass(scene, SQL);
            scene.settle();
            told.add(DoorScene.failure(passed));
            told.add(DoorScene.failure(later));
            if (door.holder() == Holder.TRANSACTION) {
                CompletableFuture<?> whole = scene.endTransaction();
                scene.settle();
                told.add(DoorScene.failure(whole));
            }
        }
        for (Throwable failure : told) {
            assertThat(failure == null || failure instanceof MySqlException)
                    .as(as + ": " + failure)
                    .isTrue();
        }
    }
}
