package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.driver.Door.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static final Map<String, Function<MySqlConnection, Cursor>> CURSORS =
            Map.of("cursor", MySqlConnection::cursor, "streamingCursor", MySqlConnection::streamingCursor);

    private static final Map<String, Function<Cursor, CompletableFuture<?>>> EXECUTIONS = Map.of(
            "execute", cursor -> cursor.execute("SELECT 1"),
            "executeMany", cursor -> cursor.executeMany("DO 1", List.of(List.of())),
            "executeManyByName", cursor -> cursor.executeManyByName("DO 1", List.of(Map.of())),
            "callProcedure", cursor -> cursor.callProcedure("p"));

    private static final Map<String, Function<Cursor, CompletableFuture<?>>> FETCHES = Map.of(
            "fetchOne", Cursor::fetchOne,
            "fetchMany", Cursor::fetchMany,
            "fetchAll", Cursor::fetchAll,
            "nextSet", Cursor::nextSet,
            "scroll", cursor -> cursor.scroll(1, Cursor.ScrollMode.RELATIVE));

    static Stream<Arguments> fetches() {
        return CURSORS.keySet().stream()
                .flatMap(cursor -> EXECUTIONS.keySet().stream()
                        .flatMap(execution ->
                                FETCHES.keySet().stream().map(fetch -> Arguments.of(cursor, execution, fetch))));
    }

    @ParameterizedTest
    @MethodSource("fetches")
    void cursor_fetchedFromAfterItsExecutionWasLost_tellsTheLoss(String kind, String execution, String fetch) {
        try (DoorScene scene = new DoorScene(SEED, options -> options)) {
            Cursor cursor = CURSORS.get(kind).apply(scene.connection());
            scene.silence();
            CompletableFuture<?> executed = EXECUTIONS.get(execution).apply(cursor);
            scene.settle();
            scene.cut();
            scene.settle();
            CompletableFuture<?> fetched = FETCHES.get(fetch).apply(cursor);
            scene.settle();

            assertThat(DoorScene.failure(executed)).isInstanceOf(MySqlConnectionLostException.class);
            assertThat(DoorScene.failure(fetched)).isInstanceOf(MySqlConnectionLostException.class);
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
