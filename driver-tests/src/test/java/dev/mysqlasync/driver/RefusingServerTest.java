package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.SessionReset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool at a server that lets it connect and refuses what it is for, down to the bytes. */
class RefusingServerTest {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Whether it takes writes, it says when a session begins or starts over. */
    private static final class Demotable extends Manners {

        private boolean demoted;

        @Override
        String readOnly() {
            return demoted ? "1" : "0";
        }

        @Override
        boolean settingUp(Peer peer, String command) {
            boolean ofThePool = command.equals("RESET_CONNECTION") || command.startsWith("QUERY SET autocommit");
            if (ofThePool) {
                peer.send(ServerBytes.okAnswer());
            }
            return ofThePool || super.settingUp(peer, command);
        }
    }

    private final Demotable server = new Demotable();
    private final Scene scene = new Scene(server);
    private final List<DiscardReason> discarded = new ArrayList<>();
    private MySqlPool pool = pool(SessionReset.AS_NEEDED);

    private MySqlPool pool(SessionReset reset) {
        return MySqlPool.create(
                scene.options().autocommit(true).build(),
                PoolOptions.builder()
                        .maxSize(2)
                        .connectBackoffMin(PAUSE)
                        .connectBackoffMax(PAUSE)
                        .acquireTimeout(PAUSE.multipliedBy(2))
                        .resetOnRelease(reset)
                        .listener(new PoolListener() {
                            @Override
                            public void discarded(long id, DiscardReason reason, @Nullable Throwable cause) {
                                discarded.add(reason);
                            }
                        })
                        .build());
    }

    @AfterEach
    void close() {
        scene.watch(pool.closeAsync(Duration.ZERO));
        scene.loop().clock().advance(Duration.ofSeconds(1));
        scene.close();
    }

    private CompletableFuture<ExecuteResult> execute(String sql) {
        CompletableFuture<ExecuteResult> done = scene.watch(pool.execute(sql));
        scene.run();
        return done;
    }

    private void answer(int peer, byte[] answer) {
        scene.peers().get(peer).send(answer);
        scene.run();
    }

    @Test
    void firstUse_refusedByAServerThatIsNotReady_isFollowedByAPauseBeforeTheNextConnect() {
        CompletableFuture<ExecuteResult> refused = execute("DO 1");
        answer(0, ServerBytes.errorAnswer(1047));
        assertThat(scene.failure(refused, MySqlServerException.class).errorCode())
                .isEqualTo(1047);
        assertThat(discarded).containsExactly(DiscardReason.REFUSED);
        CompletableFuture<ExecuteResult> next = execute("DO 2");

        assertDoneAfterAPause(next);
    }

    /** Its error ends the session, too, and so the statement is tried again. */
    @Test
    void firstUse_refusedByAServerThatIsOffline_isFollowedByAPauseBeforeTheNextConnect() {
        CompletableFuture<ExecuteResult> refused = execute("DO 1");
        answer(0, ServerBytes.errorAnswer(3032));
        assertThat(discarded).containsExactly(DiscardReason.REFUSED);

        assertDoneAfterAPause(refused);
    }

    /** The connection has ended by the time that it comes back. */
    @Test
    void firstUse_refusedByAServerThatIsOfflineToABorrower_isFollowedByAPauseBeforeTheNextConnect() {
        MySqlConnection borrowed = scene.loop().await(pool.acquire());
        CompletableFuture<ExecuteResult> refused = scene.watch(borrowed.execute("DO 1"));
        scene.run();
        answer(0, ServerBytes.errorAnswer(3032));
        scene.failure(refused, MySqlServerException.class);
        scene.watch(borrowed.close());
        scene.run();
        assertThat(discarded).containsExactly(DiscardReason.REFUSED);

        assertDoneAfterAPause(execute("DO 2"));
    }

    private void assertDoneAfterAPause(CompletableFuture<ExecuteResult> statement) {
        assertThat(scene.peer().isClosed()).isTrue();
        assertThat(scene.peers()).as("before the pause").hasSize(1);
        scene.loop().clock().advance(PAUSE);
        answer(1, ServerBytes.okAnswer());
        assertThat(statement).isCompleted();
    }

    @ParameterizedTest
    @EnumSource(SessionReset.class)
    void write_refusedByAServerThatWasDemoted_isTheLastOnItsConnection(SessionReset reset) {
        scene.watch(pool.closeAsync(Duration.ZERO));
        pool = pool(reset);
        execute("INSERT 1");
        answer(0, ServerBytes.okAnswer());
        scene.loop().clock().advance(Duration.ofMillis(1));
        server.demoted = true;
        CompletableFuture<ExecuteResult> refused = execute("INSERT 2");
        answer(0, ServerBytes.errorAnswer(1290));

        scene.failure(refused, MySqlServerException.class);
        assertThat(scene.peer().isClosed()).isTrue();
        assertThat(discarded).containsExactly(DiscardReason.REFUSED);
        CompletableFuture<ExecuteResult> next = execute("INSERT 3");
        answer(1, ServerBytes.okAnswer());
        assertThat(next).isCompleted();
    }

    @Test
    void statement_refusedByAServerThatTakesWrites_keepsTheConnection() {
        CompletableFuture<ExecuteResult> refused = execute("LOAD DATA INFILE '/x' INTO TABLE t");
        answer(0, ServerBytes.errorAnswer(1290));

        scene.failure(refused, MySqlServerException.class);
        CompletableFuture<ExecuteResult> next = execute("DO 1");
        answer(0, ServerBytes.okAnswer());
        assertThat(next).isCompleted();
        assertThat(discarded).isEmpty();
    }
}
