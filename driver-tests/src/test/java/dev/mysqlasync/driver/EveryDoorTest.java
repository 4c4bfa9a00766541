package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.never;
import static dev.mysqlasync.testkit.Replies.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.driver.Door.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Each rule that statements keep × every door by which one can be sent. A rule is decided in one place that all doors pass; a verb that
 * passes it by fails here, and a new one fails {@link #table_hasEveryVerb} until it is in {@link Doors}.
 *
 * <p>The doors come in an order that {@code suite.seed} gives (1 by default), each once at least, and again for {@code suite.seconds}
 * in all (6 by default).
 */
class EveryDoorTest {

    private static final int SECONDS = 6;
    private static final int RULES = 6;
    private static final Pattern COMMIT = Pattern.compile("\\bcommit\\b", Pattern.CASE_INSENSITIVE);
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final String LATER = "INSERT INTO later VALUES (1)";

    /** What sends no statement of its user's. */
    private static final Set<String> NO_DOORS = Set.of(
            "MySqlConnection.connect",
            "MySqlConnection.close",
            "MySqlConnection.closed",
            "MySqlPool.acquire",
            "MySqlPool.warmUp",
            "MySqlPool.closeAsync",
            "PreparedStatement.close",
            // they take what an execution gives
            "Cursor.fetchOne",
            "Cursor.fetchMany",
            "Cursor.fetchAll",
            "Cursor.nextSet",
            "Cursor.scroll",
            "Cursor.close");

    @Test
    void table_hasEveryVerb() {
        Set<String> doors = Doors.all().stream().map(Door::method).collect(Collectors.toCollection(TreeSet::new));
        doors.addAll(NO_DOORS);

        assertThat(doors).containsExactlyElementsOf(ApiMethods.names());
    }

    /** Runs a rule on each door, then again with other seeds while there is time; what goes wrong names the case. */
    private static void forEach(Predicate<Door> having, BiConsumer<Door, Long> rule) {
        SeededRounds.check(
                Doors.all().stream().filter(having).toList(),
                SeededRounds.time(SECONDS).dividedBy(RULES),
                (door, random) -> check(door, random.nextLong(), rule));
    }

    private static void check(Door door, long seed, BiConsumer<Door, Long> rule) {
        try {
            rule.accept(door, seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(door + ", suite.seed " + SeededRounds.SEED + ", seed " + seed, e);
        }
    }

    private static boolean isOn(Door door, Holder... holders) {
        return List.of(holders).contains(door.holder());
    }

    // --- a transaction's fate --------------------------------------------------------------------------------------

    @Test
    void deadlock_byAnyDoorInAScope_endsTheTransactionWhoeverMindsIt() {
        forEach(
                door -> isOn(door, Holder.CONNECTION, Holder.TRANSACTION) && door.takesSql() && !opensScope(door),
                (door, seed) -> {
                    try (DoorScene scene = new DoorScene(seed, options -> options)) {
                        scene.server().when("UPDATE t SET v = 1").reply(error(1213, "40001", "Deadlock"));
                        scene.transaction();
                        CompletableFuture<?> passed = door.pass(scene, "UPDATE t SET v = 1");
                        scene.settle();
                        assertThat(DoorScene.failure(passed)).isInstanceOf(MySqlServerException.class);
                        CompletableFuture<?> later = scene.connection().execute(LATER);
                        scene.settle();
                        CompletableFuture<Object> whole = scene.endTransaction();
                        scene.settle();

                        assertThat(DoorScene.failure(later)).isInstanceOf(MySqlServerException.class);
                        assertThat(DoorScene.failure(whole))
                                .isInstanceOfSatisfying(
                                        MySqlServerException.class,
                                        error -> assertThat(error.errorCode()).isEqualTo(1213));
                        assertThat(scene.executed()).contains("ROLLBACK").doesNotContain("COMMIT", LATER);
                    }
                });
    }

    private static boolean opensScope(Door door) {
        return door.method().startsWith("MySqlConnection.inTransaction")
                || door.method().startsWith("MySqlConnection.retryTransaction");
    }

    // --- COMMIT ----------------------------------------------------------------------------------------------------

    private static final List<String> COMMITS =
            List.of("COMMIT", "DO 1; COMMIT", "/*!40000 COMMIT */", "XA COMMIT 'x'", "/* so */ commit and no chain");

    @Test
    void commit_byAnyDoor_isUnknownWhenTheConnectionIsLost() {
        forEach(EveryDoorTest::commits, (door, seed) -> {
            try (DoorScene scene = new DoorScene(seed, options -> options)) {
                CompletableFuture<?> passed = committing(scene, door, seed);
                scene.server()
                        .connections()
                        .forEach(connection -> scene.server().killConnection(connection.connectionId()));
                scene.settle();

                assertThat(DoorScene.failure(passed)).isInstanceOf(MySqlCommitUnknownException.class);
            }
        });
    }

    @Test
    void commit_byAnyDoor_isUnknownWhenItsTimeIsUpAndNeverKilled() {
        forEach(EveryDoorTest::commits, (door, seed) -> {
            try (DoorScene scene = new DoorScene(seed, options -> options.statementTimeout(LIMIT))) {
                CompletableFuture<?> passed = committing(scene, door, seed);
                scene.advance(Duration.ofSeconds(30));

                assertThat(DoorScene.failure(passed)).isInstanceOf(MySqlCommitUnknownException.class);
                assertThat(scene.executed()).noneMatch(sql -> sql.startsWith("KILL"));
            }
        });
    }

    private static boolean commits(Door door) {
        boolean own = door.method().endsWith(".commit") || door.method().endsWith(".commitOnePhase");
        return own || (door.takesSql() && !door.method().equals("Transaction.inTransaction"));
    }

    private static CompletableFuture<?> committing(DoorScene scene, Door door, long seed) {
        String sql = COMMITS.get((int) Math.floorMod(seed, (long) COMMITS.size()));
        scene.server().when(command -> COMMIT.matcher(command.sql()).find()).reply(never());
        CompletableFuture<?> passed = door.pass(scene, sql);
        scene.settle();
        return passed;
    }

    // --- the lease -------------------------------------------------------------------------------------------------

    @Test
    void call_byAnyDoorBehindTheLease_isRefusedAndSendsNothing() {
        forEach(door -> isOn(door, Holder.LENT), (door, seed) -> {
            try (DoorScene scene = new DoorScene(seed, options -> options)) {
                CompletableFuture<Supplier<CompletableFuture<?>>> ready =
                        door.opening().open(scene, LATER);
                scene.settle();
                CompletableFuture<?> released = scene.lent().close();
                int before = scene.executed().size();
                CompletableFuture<?> passed = ready.thenCompose(Door::called);
                scene.settle();

                assertThat(released).isCompleted();
                assertThat(DoorScene.failure(passed)).isInstanceOf(IllegalStateException.class);
                assertThat(scene.executed().subList(before, scene.executed().size()))
                        .allMatch(
                                sql -> sql.startsWith("ROLLBACK") || sql.startsWith("SET") || sql.startsWith("SELECT"));
            }
        });
    }

    @Test
    void call_byAnyDoorBehindTheTransaction_isRefusedAndSendsNothing() {
        forEach(door -> isOn(door, Holder.TRANSACTION), (door, seed) -> {
            try (DoorScene scene = new DoorScene(seed, options -> options)) {
                CompletableFuture<Supplier<CompletableFuture<?>>> ready =
                        door.opening().open(scene, LATER);
                scene.settle();
                CompletableFuture<?> whole = scene.endTransaction();
                CompletableFuture<?> passed = ready.thenCompose(Door::called);
                scene.settle();

                assertThat(whole).isCompleted();
                assertThat(DoorScene.failure(passed)).isInstanceOf(IllegalStateException.class);
                assertThat(scene.executed()).doesNotContain(LATER);
            }
        });
    }

    // --- the deadline ----------------------------------------------------------------------------------------------

    @Test
    void deadline_byAnyDoor_isThatOfTheOptions() {
        forEach(door -> true, (door, seed) -> {
            try (DoorScene scene = new DoorScene(seed, options -> options.statementTimeout(LIMIT))) {
                CompletableFuture<Supplier<CompletableFuture<?>>> ready =
                        door.opening().open(scene, LATER);
                scene.settle();
                scene.silence();
                CompletableFuture<?> passed = ready.thenCompose(Door::called);
                scene.settle();
                scene.advance(LIMIT.minusMillis(1));
                assertThat(passed).isNotDone();
                scene.advance(Duration.ofMillis(1));

                assertLate(passed);
            }
        });
    }

    @Test
    void deadline_byAnyDoorOfAPool_includesTheWait() {
        forEach(door -> isOn(door, Holder.POOL) && !door.method().endsWith("withConnection"), (door, seed) -> {
            try (DoorScene scene = new DoorScene(seed, options -> options.statementTimeout(LIMIT))) {
                scene.lent(); // the only one
                CompletableFuture<?> passed = door.pass(scene, LATER);
                scene.settle();
                scene.advance(LIMIT.minusMillis(1));
                assertThat(passed).isNotDone();
                scene.advance(Duration.ofMillis(1));

                assertLate(passed);
                assertThat(scene.executed()).doesNotContain(LATER);
            }
        });
    }

    private static void assertLate(CompletableFuture<?> passed) {
        assertThat(DoorScene.failure(passed))
                .isInstanceOfAny(MySqlTimeoutException.class, MySqlCommitUnknownException.class);
    }

    // --- the trace context -----------------------------------------------------------------------------------------

    @Test
    void traceContext_byAnyDoor_isAskedBeforeTheCallReturns() {
        forEach(door -> !isWithoutText(door), (door, seed) -> {
            boolean[] calling = {false};
            List<Boolean> asked = new ArrayList<>();
            Supplier<@Nullable String> context = () -> {
                asked.add(calling[0]);
                return null;
            };
            try (DoorScene scene = new DoorScene(seed, options -> options.traceContext(context))) {
                CompletableFuture<Supplier<CompletableFuture<?>>> ready =
                        door.opening().open(scene, LATER);
                if (isOn(door, Holder.POOL)) {
                    scene.lent(); // so that it has to wait
                }
                scene.settle();
                asked.clear();
                calling[0] = true;
                CompletableFuture<?> passed = ready.thenCompose(Door::called);
                calling[0] = false;
                assertThat(asked).as("asked").isNotEmpty().containsOnly(true);
                scene.settle();
                assertThat(asked).as("asked in all").containsOnly(true);
                passed.cancel(false);
            }
        });
    }

    /** What sends commands without query attributes, or is a function of which each statement is a call of its own. */
    private static boolean isWithoutText(Door door) {
        return opensScope(door)
                || door.method().startsWith("MySqlPool.")
                || Set.of(
                                "Transaction.inTransaction",
                                "MySqlConnection.ping",
                                "MySqlConnection.changeSchema",
                                "MySqlConnection.reset",
                                "MySqlConnection.changeUser",
                                "MySqlConnection.prepare")
                        .contains(door.method())
                || door.method().equals("MySqlConnection.begin");
    }

    // --- holding the line ------------------------------------------------------------------------------------------

    @Test
    void statement_thatChangesHowTheNextIsSent_holdsTheLineByAnyDoor() {
        List<String> changing = List.of("SET time_zone = '+05:30'", "BEGIN", "CALL p()", "DO 1; SET autocommit = 0");
        forEach(door -> isOn(door, Holder.CONNECTION) && door.takesSql() && !opensScope(door), (door, seed) -> {
            String sql = changing.get((int) Math.floorMod(seed, (long) changing.size()));
            try (DoorScene scene = new DoorScene(seed, options -> options)) {
                scene.server().when(sql).reply(ok().delay(Duration.ofSeconds(1)));
                CompletableFuture<?> passed = door.pass(scene, sql);
                scene.settle();
                CompletableFuture<?> behind = scene.connection().query("SELECT 'behind'");
                scene.settle();
                assertThat(scene.executed()).contains(sql).doesNotContain("SELECT 'behind'");
                scene.advance(Duration.ofSeconds(9));

                assertThat(passed).isDone();
                assertThat(behind).isCompleted();
            }
        });
    }
}
