package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionStateTest {

    @Test
    void state_everythingSet_isSeenInItsPlace() {
        TransactionState state = new TransactionState("TrRwWsSL");

        assertThat(state.isOpen()).isTrue();
        assertThat(state.isExplicit()).isTrue();
        assertThat(state.hasReadOthers()).isTrue();
        assertThat(state.hasRead()).isTrue();
        assertThat(state.hasWrittenOthers()).isTrue();
        assertThat(state.hasWritten()).isTrue();
        assertThat(state.hasRunUnsafe()).isTrue();
        assertThat(state.hasSentRows()).isTrue();
        assertThat(state.hasLockedTables()).isTrue();
    }

    @Test
    void state_nothingSet_isNoTransaction() {
        TransactionState state = new TransactionState("________");

        assertThat(state.isOpen()).isFalse();
        assertThat(state.hasRead()).isFalse();
        assertThat(state.hasWritten()).isFalse();
        assertThat(state.hasLockedTables()).isFalse();
    }

    @Test
    void state_begunByAStatementWithAutocommitOff_isOpenButNotExplicit() {
        TransactionState state = new TransactionState("I_R_____");

        assertThat(state.isOpen()).isTrue();
        assertThat(state.isExplicit()).isFalse();
        assertThat(state.hasRead()).isTrue();
    }

    @Test
    void state_shorterThanExpected_saysNoToTheRest() {
        assertThat(new TransactionState("T").hasRead()).isFalse();
    }
}
