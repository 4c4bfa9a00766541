package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExecuteResultTest {

    private static ExecuteResult of(String info) {
        return new ExecuteResult(1, -1, 0, info);
    }

    @Test
    void rows_ofAnUpdate_areReadFromTheInfo() {
        ExecuteResult result = of("Rows matched: 3  Changed: 2  Warnings: 0");

        assertThat(result.matchedRows()).hasValue(3);
        assertThat(result.changedRows()).hasValue(2);
    }

    @Test
    void rows_ofOtherStatements_areUnknown() {
        assertThat(of("").matchedRows()).isEmpty();
        assertThat(of("Records: 3  Duplicates: 0  Warnings: 0").changedRows()).isEmpty();
        assertThat(of("Rows matched: 99999999999999999999  Changed: 1").matchedRows())
                .isEmpty();
    }

    @Test
    void lastInsertId_beyondLong_isUnsigned() {
        assertThat(of("").unsignedLastInsertId()).hasToString("18446744073709551615");
    }
}
