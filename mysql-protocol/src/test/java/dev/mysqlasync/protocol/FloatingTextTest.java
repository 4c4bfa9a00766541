package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 31, 0",
        "-0.0, 31, -0",
        "1, 31, 1",
        "-1.5, 31, -1.5",
        "100, 31, 100",
        "123456789012345, 31, 123456789012345",
        "1e14, 31, 100000000000000",
        "1e15, 31, 1e15",
        "1.5e20, 31, 1.5e20",
        "-1.5e300, 39, -1.5e300",
        "0.00001, 31, 0.00001",
        "1e-15, 31, 0.000000000000001",
        "1e-16, 31, 1e-16",
        "0.1, 31, 0.1",
        "1.5, 2, 1.50",
        "-0.0, 2, -0.00",
        "1.5, 0, 1.5",
        "1.255, 2, 1.255",
        "1e20, 2, 100000000000000000000.00",
    })
    void double_isWrittenAsMySqlDoes(double value, int decimals, String text) {
        assertThat(FloatingText.of(value, decimals)).isEqualTo(text);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 31, 0.1",
        "-0.0, 31, -0",
        "3.1415, 4, 3.1415",
        "3.4028235e38, 31, 3.4028235e38",
        "16777216, 31, 16777216"
    })
    void float_isWrittenWithItsOwnDigits(float value, int decimals, String text) {
        assertThat(FloatingText.of(value, decimals)).isEqualTo(text);
    }
}
