package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
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

    private static final int SECONDS = 8;

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
        assertThat(verbs().stream().map(ApiVerb::method).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ApiMethods.names());
    }

    @Test
    void end_ofAnyFutureAtAnyTime_leavesEverythingSound() {
        SeededRounds.check(
                verbs(),
                SeededRounds.time(SECONDS),
                (verb, random) -> anyCase(verb, random).check());
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
