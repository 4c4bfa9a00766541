package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XidTest {

    @Test
    void sql_isInHexadecimal_whateverTheBytes() {
        Xid xid = new Xid(new byte[] {'\'', 0, -1}, new byte[] {'\\'}, 4_294_967_295L);

        assertThat(xid.sql()).isEqualTo("X'2700ff',X'5c',4294967295");
    }

    @Test
    void sql_emptyBranch_isAnEmptyLiteral() {
        assertThat(Xid.of(new byte[] {1}, new byte[0]).sql()).isEqualTo("X'01',X'',1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "65, 0, 1", "1, 65, 1", "1, 1, -1", "1, 1, 4294967296"})
    void parts_outOfRange_areRefused(int globalId, int branch, long formatId) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Xid(new byte[globalId], new byte[branch], formatId));
    }

    @Test
    void equals_comparesBytes() {
        Xid xid = Xid.of(new byte[] {1}, new byte[] {2});

        assertThat(xid)
                .isEqualTo(Xid.of(new byte[] {1}, new byte[] {2}))
                .hasSameHashCodeAs(Xid.of(new byte[] {1}, new byte[] {2}));
        assertThat(xid)
                .isNotEqualTo(Xid.of(new byte[] {1}, new byte[] {3}))
                .isNotEqualTo(Xid.of(new byte[] {2}, new byte[] {2}));
        assertThat(xid).isNotEqualTo(new Xid(new byte[] {1}, new byte[] {2}, 2));
    }

    @Test
    void bytes_changedAfterwards_changeNothing() {
        byte[] given = {1};
        Xid xid = Xid.of(given, given);
        given[0] = 9;
        xid.globalId()[0] = 9;
        xid.branch()[0] = 9;

        assertThat(xid).isEqualTo(Xid.of(new byte[] {1}, new byte[] {1}));
    }
}
