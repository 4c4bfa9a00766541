package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.XaTransactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All ways to end a future × every verb that gives one × every phase × executor busy or idle × peer silent or not. Whatever the case:
 * nothing hangs, what is told about what was sent is true, the connection ends usable or closed, and nothing is kept.
 *
 * <p>The cases come in an order that {@code suite.seed} gives (1 by default), for {@code suite.seconds} (8 by default); each verb comes
 * once at least.
 */
class FutureEndsTest {

    private static final long SEED = Long.getLong("suite.seed", 1);
    private static final long SECONDS = Long.getLong("suite.seconds", 8);

    private static final List<Class<?>> API = List.of(
            MySqlClient.class,
            MySqlConnection.class,
            MySqlPool.class,
            Transaction.class,
            Cursor.class,
            PreparedStatement.class,
            XaTransactions.class);

    private static List<ApiVerb> verbs() {
        return Stream.of(
                        ClientVerbs.of("connection", EndingScene::connection),
                        ClientVerbs.of("pool", EndingScene::pool),
                        ConnectionVerbs.all(),
                        CursorVerbs.all(),
                        PoolVerbs.all())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void table_ofVerbs_hasAllOfTheApi() {
        Set<String> api = API.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getReturnType() == CompletableFuture.class
                                || method.getReturnType() == Flow.Publisher.class)
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(verbs().stream().map(ApiVerb::method).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(api);
    }

    @Test
    void end_ofAnyFutureAtAnyTime_leavesEverythingSound() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Random random = new Random(SEED);
        List<ApiVerb> verbs = new ArrayList<>(verbs());
        for (boolean first = true; first || System.nanoTime() - deadline < 0; first = false) {
            Collections.shuffle(verbs, random);
            for (ApiVerb verb : verbs) {
                if (first || System.nanoTime() - deadline < 0) {
                    anyCase(verb, random).check();
                }
            }
        }
    }

    private static EndingCase anyCase(ApiVerb verb, Random random) {
        EndedBy[] ends = EndedBy.values();
        EndPhase[] phases = EndPhase.values();
        return new EndingCase(
                verb,
                ends[random.nextInt(ends.length)],
                phases[random.nextInt(phases.length)],
                random.nextBoolean(),
                random.nextInt(3) == 0,
                random.nextBoolean(),
                random.nextLong());
    }
}
