package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {

    static Stream<Arguments> literals() {
        return Stream.of(
                arguments(null, "NULL"),
                arguments(true, "1"),
                arguments(false, "0"),
                arguments((byte) -1, "-1"),
                arguments((short) 2, "2"),
                arguments(3, "3"),
                arguments(Long.MIN_VALUE, "-9223372036854775808"),
                arguments(new BigInteger("18446744073709551615"), "18446744073709551615"),
                arguments(1.0, "1.0E0"),
                arguments(-1.5e-300, "-1.5E-300"),
                arguments(0.1f, "0.10000000149011612E0"),
                arguments(new BigDecimal("1E+3"), "1000."),
                arguments(new BigDecimal("-1.50"), "-1.50"),
                arguments("", "''"),
                arguments("it's", "'it''s'"),
                arguments("\"`%_\0\n\u001a", "'\"`%_\0\n\u001a'"),
                arguments('x', "'x'"),
                arguments(new StringBuilder("\uD83D\uDE00"), "'\uD83D\uDE00'"),
                arguments(new byte[] {0, (byte) 0xAB}, "_binary x'00ab'"),
                arguments(new byte[0], "_binary x''"),
                arguments(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 1), "_binary x'02'"),
                arguments(new float[] {1}, "_binary x'0000803f'"),
                arguments(LocalDate.of(0, 1, 2), "DATE'0000-01-02'"),
                arguments(LocalDateTime.of(2024, 1, 2, 3, 4, 5), "TIMESTAMP'2024-01-02 03:04:05'"),
                arguments(LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6_999), "TIMESTAMP'2024-01-02 03:04:05.000006'"),
                arguments(LocalTime.of(23, 59, 59, 999_999_999), "TIME'23:59:59.999999'"),
                arguments(Duration.ofNanos(-999), "TIME'00:00:00'"),
                arguments(Duration.ofNanos(-1_000), "TIME'-00:00:00.000001'"),
                arguments(Duration.ofHours(839).minusNanos(1), "TIME'838:59:59.999999'"));
    }

    @ParameterizedTest
    @MethodSource("literals")
    void of_value_isItsLiteral(Object value, String literal) {
        assertThat(Literals.of(value)).isEqualTo(literal);
    }

    static Stream<Object> refused() {
        return Stream.of(
                Double.NaN,
                Float.POSITIVE_INFINITY,
                new float[] {1, Float.NaN},
                LocalDate.of(10_000, 1, 1),
                LocalDateTime.of(-1, 1, 1, 0, 0),
                Duration.ofHours(839),
                Duration.ofHours(-839),
                new BigDecimal("1E+1000000000"),
                BigInteger.ONE.shiftLeft(400),
                "a\uD83D",
                "\uDE00a",
                '\uD83D',
                List.of(1),
                Object.class,
                new java.util.concurrent.atomic.AtomicLong(1));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void of_valueWithoutAFormInMySql_isRefused(Object value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Literals.of(value));
    }

    @Test
    void of_unknownClass_saysWhichCanBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Literals.of(new Object[0]))
                .withMessageContaining("cannot be a parameter; these can: Boolean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\b", "\\'", "'\\", "!\\!", "\\\\\\", "\\' OR 1=1 -- ", "C:\\new\\\0"})
    void of_textWithBackslash_meansTheTextInEveryMode(String text) {
        String literal = Literals.of(text);
        for (boolean noBackslashEscapes : new boolean[] {false, true}) {
            SqlModes modes = new SqlModes(noBackslashEscapes, false);
            assertThat(TextExpression.value(literal, modes)).isEqualTo(text);
        }
    }

    @Test
    void of_textWithABackslashAndEveryStandIn_isCutAndMeansTheText() {
        StringBuilder all = new StringBuilder("\uD83D\uDE00\\");
        for (int round = 0; round < 3; round++) {
            for (char c = 0; c < 128; c++) {
                all.append(c);
            }
        }
        String literal = Literals.of(all.toString());
        assertThat(literal).startsWith("CONCAT(");
        assertThat(TextExpression.value(literal, SqlModes.DEFAULT)).isEqualTo(all.toString());
        assertThat(TextExpression.value(literal, new SqlModes(true, true))).isEqualTo(all.toString());
    }

    @Test
    void of_manyBackslashes_staysLinear() {
        assertThat(Literals.of("\\".repeat(1_000_000))).hasSizeLessThan(1_000_100);
    }
}
