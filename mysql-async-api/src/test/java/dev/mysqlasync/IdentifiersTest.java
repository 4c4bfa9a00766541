package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    @ParameterizedTest
    @CsvSource({"p, `p`", "a b, `a b`", "a`b, `a``b`", "``, ``````", "x`; DROP TABLE t; -- , `x``; DROP TABLE t; --`"})
    void quote_anyName_isOneIdentifier(String name, String quoted) {
        assertThat(Identifiers.quote(name)).isEqualTo(quoted);
    }

    @Test
    void quotePath_schemaAndName_quotesEach() {
        assertThat(Identifiers.quotePath("shop.p`x")).isEqualTo("`shop`.`p``x`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a\0b", "a\uD83D\uDE00", "\uD83D"})
    void quotePath_whatNoNameCanBe_isRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Identifiers.quotePath(path));
    }
}
