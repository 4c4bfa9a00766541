package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlIdentifiersTest {

    @ParameterizedTest
    @CsvSource({
        "p, `p`",
        "a b, `a b`",
        "a.b, `a.b`",
        "ä€, `ä€`",
        "a`b, `a``b`",
        "``, ``````",
        "x`; DROP TABLE t; -- , `x``; DROP TABLE t; --`"
    })
    void quote_anyName_isOneIdentifier(String name, String quoted) {
        assertThat(MySqlIdentifiers.quote(name)).isEqualTo(quoted);
    }

    @Test
    void quote_severalNames_quotesEach() {
        assertThat(MySqlIdentifiers.quote("shop", "p`x", "y.z")).isEqualTo("`shop`.`p``x`.`y.z`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\uD83D\uDE00", "\uD83D"})
    void quote_whatNoNameCanBe_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> MySqlIdentifiers.quote(name));
        assertThatIllegalArgumentException().isThrownBy(() -> MySqlIdentifiers.quote("a", name));
    }
}
