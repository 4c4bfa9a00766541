package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalledFunctionsTest {

    @Test
    void names_calls_areFoundInCodeAlone() {
        assertThat(CalledFunctions.of("(?, f(?), s.`g` (1), 'h(1)' /* i(1) */, (2))", SqlModes.DEFAULT)
                        .names())
                .containsExactly("f", "g");
    }

    @Test
    void assigns_userVariable_isSeen() {
        assertThat(CalledFunctions.of("(?, @n := @n + 1)", SqlModes.DEFAULT).assigns())
                .isTrue();
        assertThat(CalledFunctions.of("(?, @n + 1, ':=')", SqlModes.DEFAULT).assigns())
                .isFalse();
    }
}
