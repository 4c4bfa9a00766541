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
        "1e20, 2, 100000000000000000000.00",
    })
    void double_isWrittenAsMySqlDoes(double value, int decimals, String text) {
        assertThat(FloatingText.of(value, decimals)).isEqualTo(text);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
    }

    /** From all digits of the value, where its shortest form has too many; a half to the even digit. */
    @ParameterizedTest
    @CsvSource({
        "-1.0000000050247593e-8, 8, -0.00000001",
        "1.255, 2, 1.25",
        "2.675, 2, 2.67",
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "1.5, 0, 2",
        "2.5, 0, 2",
        "-0.004, 2, -0.00",
        "-0.09999999999999998, 8, -0.10000000",
        "0.1, 20, 0.10000000000000000000"
    })
    void double_fixedDecimals_isRoundedToThem(double value, int decimals, String text) {
        assertThat(FloatingText.of(value, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 31, 0.1",
        "0.1, 10, 0.1000000015",
        "0.1, 20, 0.10000000149011612000",
        "12345.679, 4, 12345.6787",
        "-0.0, 31, -0",
        "3.1415, 4, 3.1415",
        "3.4028235e38, 31, 3.4028235e38",
        "16777216, 31, 16777216"
    })
    void float_isWrittenWithItsOwnDigits(float value, int decimals, String text) {
        assertThat(FloatingText.of(value, decimals)).isEqualTo(text);
    }
}
