package dev.mysqlasync.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.ErrPacket;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLossTest {

    private static ConnectionLoss announced(int code) {
        return ConnectionLoss.announced(new ErrPacket(code, "HY000", "why"), false);
    }

    @Test
    void cut_statementUnderWay_hasAnUnknownOutcome() {
        MySqlException lost =
                ConnectionLoss.cut(new IOException("broken pipe"), false).underWay();

        assertThat(lost).isInstanceOf(MySqlConnectionLostException.class).hasMessageContaining("broken pipe");
        assertThat(lost.isOutcomeUnknown()).isTrue();
        assertThat(lost.isSafeToRetry()).isFalse();
    }

    @Test
    void cut_withoutACause_saysThatTheServerClosed() {
        assertThat(ConnectionLoss.cut(null, false).underWay()).hasMessage("the server closed the connection");
    }

    @Test
    void cut_withBytesStillWaiting_isPartial() {
        MySqlConnectionLostException lost =
                (MySqlConnectionLostException) ConnectionLoss.cut(null, true).underWay();

        assertThat(lost.written()).isEqualTo(Written.PARTIAL);
    }

    @Test
    void anyLoss_statementNotSent_isSafeToRetryAndFatal() {
        for (ConnectionLoss loss : new ConnectionLoss[] {
            ConnectionLoss.closedByUser(),
            ConnectionLoss.cut(null, true),
            announced(1053),
            announced(4031),
            ConnectionLoss.broken(new MySqlProtocolException("nonsense", null))
        }) {
            assertThat(loss.unsent().isSafeToRetry()).isTrue();
            assertThat(loss.unsent().isFatal()).isTrue();
        }
    }

    @Test
    void wished_statementNotSent_isClosed() {
        assertThat(ConnectionLoss.closedByUser().unsent()).isInstanceOf(MySqlClosedException.class);
    }

    @Test
    void wished_statementUnderWay_hasAnUnknownOutcome() {
        assertThat(ConnectionLoss.closedByUser().underWay().isOutcomeUnknown()).isTrue();
    }

    @Test
    void announced_thatTheSessionWasIdle_isTheServersErrorAndSafeToRetry() {
        MySqlException told = announced(4031).underWay();

        assertThat(told).isInstanceOf(MySqlServerException.class);
        assertThat(told.isSafeToRetry()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1053, 1927, 1153, 1156, 1105})
    void announced_otherwise_leavesTheOutcomeUnknown(int code) {
        MySqlException lost = announced(code).underWay();

        assertThat(lost).hasMessageContaining("why").hasCauseInstanceOf(MySqlServerException.class);
        assertThat(lost.isOutcomeUnknown()).isTrue();
        assertThat(lost.isFatal()).isTrue();
    }

    @Test
    void broken_statementUnderWay_getsTheFailureItself() {
        MySqlProtocolException nonsense = new MySqlProtocolException("nonsense", null);

        assertThat(ConnectionLoss.broken(nonsense).underWay()).isSameAs(nonsense);
    }

    @Test
    void cut_beforeTheExecution_isSafeToRetry() {
        assertThat(ConnectionLoss.cut(null, false).beforeExecution().isSafeToRetry())
                .isTrue();
    }

    @Test
    void wished_beforeTheExecution_isSafeToRetry() {
        assertThat(ConnectionLoss.closedByUser().beforeExecution().isSafeToRetry())
                .isTrue();
    }
}
