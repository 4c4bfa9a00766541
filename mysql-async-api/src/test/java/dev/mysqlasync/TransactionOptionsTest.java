package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TransactionOptionsTest {

    @Test
    void defaults_sayNothing() {
        TransactionOptions options = TransactionOptions.defaults();

        assertThat(options.isolation()).isNull();
        assertThat(options.access()).isEqualTo(TransactionOptions.Access.OF_SESSION);
        assertThat(options.isConsistentSnapshot()).isFalse();
    }

    @Test
    void consistentSnapshot_underAnotherLevelThanRepeatableRead_isRefused() {
        TransactionOptions snapshot = TransactionOptions.defaults().consistentSnapshot();

        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.isolation(IsolationLevel.READ_COMMITTED));
        assertThat(snapshot.isolation(IsolationLevel.REPEATABLE_READ).isConsistentSnapshot())
                .isTrue();
    }
}
