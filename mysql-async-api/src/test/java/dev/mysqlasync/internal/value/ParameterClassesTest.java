package dev.mysqlasync.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterClassesTest {

    /** Values of one class each: within a list they fit each other, across lists they do not. */
    private static final List<List<Object>> CLASSES = List.of(
            List.of((byte) 1, (short) 1, 1, 1L, true),
            List.of(1.5f, 1.5),
            List.of(new BigDecimal("1.5")),
            List.of("text", "longer text"),
            List.of(new byte[] {1}),
            List.of(LocalDate.EPOCH),
            List.of(LocalDateTime.of(2024, 1, 1, 0, 0)),
            List.of(LocalTime.NOON, Duration.ofHours(30)));

    static Stream<List<Object>> classes() {
        return CLASSES.stream();
    }

    private static boolean fit(Object first, Object second) {
        return ParameterClasses.fit(
                ParameterClasses.of(new Object[] {first}), ParameterClasses.of(new Object[] {second}));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void fit_valuesOfOneClass_isTrue(List<Object> values) {
        for (Object first : values) {
            assertThat(values).allMatch(second -> fit(first, second));
        }
    }

    @Test
    void fit_valuesOfTwoClasses_isFalse() {
        for (List<Object> first : CLASSES) {
            for (List<Object> second : CLASSES) {
                if (first != second) {
                    assertThat(fit(first.get(0), second.get(0)))
                            .as("%s and %s", first, second)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void fit_signedAndUnsigned_isFalse() {
        assertThat(fit(1L, BigInteger.ONE.shiftLeft(63))).isFalse();
    }

    @Test
    void fit_otherNumbersOfParameters_isFalse() {
        assertThat(ParameterClasses.fit(new byte[1], new byte[2])).isFalse();
    }

    @Test
    void fix_nullAfterAValue_leavesTheClass() {
        byte[] fixed = new byte[1];
        byte[] text = ParameterClasses.of(new Object[] {"x"});
        ParameterClasses.fix(fixed, text);
        ParameterClasses.fix(fixed, ParameterClasses.of(new Object[] {null}));

        assertThat(fixed).isEqualTo(text);
    }

    @Test
    void of_aTypeThatIsNoParameter_isRefused() {
        assertThatThrownBy(() -> ParameterClasses.of(new Object[] {new Object()}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
