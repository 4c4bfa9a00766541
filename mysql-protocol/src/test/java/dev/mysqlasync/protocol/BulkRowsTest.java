package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.BulkIndicator.DEFAULT;
import static dev.mysqlasync.protocol.BulkIndicator.IGNORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkRowsTest {

    private static final int EXECUTION = 7; // bytes before types and rows
    private static final int TYPE = 2;
    private static final int INT = 1 + 4;

    @Test
    void of_valuesOfEveryKind_areReadBack() {
        LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000);
        List<List<@Nullable Object>> rows = List.of(
                List.of(
                        1,
                        2L,
                        1.5,
                        "é",
                        LocalDate.of(2024, 2, 29),
                        moment,
                        new BigDecimal("1.50"),
                        Duration.ofHours(-838)),
                Arrays.asList(null, DEFAULT, IGNORE, null, null, DEFAULT, IGNORE, null),
                List.of(-1, -2L, -0.5, "", LocalDate.MIN.withYear(1), moment, BigDecimal.ONE, Duration.ZERO));

        assertThat(BulkRows.of(rows).values()).isEqualTo(rows);
    }

    @Test
    void of_randomRows_areReadBackFromTheCommand() {
        SplittableRandom random = new SplittableRandom(34);
        List<Supplier<@Nullable Object>> values =
                List.of(random::nextInt, random::nextLong, random::nextDouble, () -> "x".repeat(random.nextInt(400)));
        for (int round = 0; round < 200; round++) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (int row = random.nextInt(1, 20); row > 0; row--) {
                rows.add(values.stream().map(value -> maybe(value, random)).toList());
            }
            ComStmtBulkExecute command = new ComStmtBulkExecute(round, random.nextBoolean(), BulkRows.of(rows));

            ComStmtBulkExecute decoded = ComStmtBulkExecute.decode(reader(command), 4, null);

            assertThat(decoded).isEqualTo(command).hasSameHashCodeAs(command);
            assertThat(decoded.rows().count()).isEqualTo(rows.size());
            assertThat(decoded.rows().values()).isEqualTo(rows);
        }
    }

    private static @Nullable Object maybe(Supplier<@Nullable Object> value, SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> DEFAULT;
            case 1 -> IGNORE;
            default -> value.get();
        };
    }

    @Test
    void of_parameterThatIsNullAtFirst_hasTheTypeOfItsFirstValue() {
        BulkRows rows = BulkRows.of(List.of(Arrays.asList((Object) null), List.of(DEFAULT), List.of(7L)));

        assertThat(encode(rows)).isEqualTo(Dump.bytes("08 00 01 02 00 07 00*7"));
    }

    @Test
    void of_parameterThatIsNeverThere_isText() {
        assertThat(encode(BulkRows.of(List.of(Arrays.asList(null, IGNORE)))))
                .isEqualTo(Dump.bytes("fd 00 fd 00 01 03"));
    }

    @Test
    void of_aValueOfAnotherTypeThanBefore_isRefusedByItsRow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BulkRows.of(List.of(List.of(1, 1), List.of(2, 2), List.of(3, 3L))))
                .withMessageContaining("row 2");
    }

    @Test
    void of_signedAndUnsigned_areDifferentTypes() {
        BigInteger unsigned = BigInteger.TWO.pow(63);

        assertThatIllegalArgumentException().isThrownBy(() -> BulkRows.of(List.of(List.of(unsigned), List.of(1L))));
    }

    @Test
    void of_noRows_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BulkRows.of(List.of()));
    }

    @Test
    void of_rowsWithoutParameters_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BulkRows.of(List.of(List.of())));
    }

    @Test
    void of_rowsOfDifferentLengths_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BulkRows.of(List.of(List.of(1), List.of(1, 2))));
    }

    @Test
    void of_longData_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BulkRows.of(List.of(List.of(LongData.TEXT))));
    }

    @Test
    void of_aValueThatCannotBeWritten_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BulkRows.of(List.of(List.of(Double.NaN))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void fitting_aLimitThatIsReachedExactly_takesTheRow(int rows) {
        BulkRows fitting = BulkRows.fitting(ints(10), EXECUTION + TYPE + rows * INT);

        assertThat(fitting).isEqualTo(BulkRows.of(ints(rows)));
        assertThat(reader(new ComStmtBulkExecute(1, false, fitting)).remaining())
                .isEqualTo(EXECUTION + TYPE + rows * INT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void fitting_oneByteLessThanTheRowNeeds_leavesItOut(int rows) {
        assertThat(BulkRows.fitting(ints(10), EXECUTION + TYPE + rows * INT - 1).count())
                .isEqualTo(rows - 1);
    }

    @Test
    void fitting_notEvenOneRow_isNoCommand() {
        BulkRows none = BulkRows.fitting(List.of(List.of("x".repeat(100))), 100);

        assertThat(none.count()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new ComStmtBulkExecute(1, false, none));
    }

    @Test
    void fitting_aRowOfOtherTypes_endsBeforeIt() {
        List<List<Object>> rows = List.of(List.of(1, "a"), List.of(2, "b"), List.of(3, 4L), List.of(5, "c"));

        assertThat(BulkRows.fitting(rows, 1000)).isEqualTo(BulkRows.of(rows.subList(0, 2)));
    }

    @Test
    void decode_typesNotBoundAnew_areTheEarlierOnes() {
        PayloadReader in = Dump.reader("fa 01 00 00 00 00 00 00 29 00 00 00");

        ComStmtBulkExecute command = ComStmtBulkExecute.decode(in, 1, new int[] {3});

        assertThat(command).isEqualTo(new ComStmtBulkExecute(1, false, BulkRows.of(List.of(List.of(41)))));
    }

    @Test
    void newTypes_notBoundInThePacket_areNull() {
        assertThat(ComStmtBulkExecute.newTypes(Dump.reader("fa 01 00 00 00 00 00 00 29 00 00 00"), 1))
                .isNull();
    }

    @Test
    void newTypes_boundInThePacket_areReadAhead() {
        PayloadReader in = Dump.reader("fa 01 00 00 00 80 00 08 80 fd 00");

        assertThat(ComStmtBulkExecute.newTypes(in, 2)).containsExactly(0x8008, 0xfd);
        assertThat(in.position()).isZero();
    }

    @Test
    void statementId_isReadAhead() {
        PayloadReader in = Dump.reader("fa fe ff ff ff 80 00");

        assertThat(ComStmtBulkExecute.statementId(in)).isEqualTo(-2);
        assertThat(in.position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fa 01 00 00 00 00 00 00 29 00 00 00", // types that were never bound
                "fa 01 00 00 00 80 00 03 00", // no rows
                "fa 01 00 00 00 80 00 03 00 04", // no such indicator
                "fa 01 00 00 00 80 00 03 00 01 00 29" // a row that breaks off
            })
    void decode_whatDoesNotAddUp_isRefused(String dump) {
        assertThatThrownBy(() -> ComStmtBulkExecute.decode(Dump.reader(dump), 1, null))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void decode_forAStatementWithoutParameters_isRefused() {
        assertThatThrownBy(() -> ComStmtBulkExecute.decode(Dump.reader("fa 01 00 00 00 80 00 01"), 0, null))
                .isInstanceOf(ProtocolException.class);
    }

    private static List<List<Integer>> ints(int rows) {
        return new SplittableRandom(1).ints(rows).mapToObj(List::of).toList();
    }

    private static byte[] encode(BulkRows rows) {
        PayloadWriter out = new PayloadWriter();
        rows.encode(out);
        return out.toByteArray();
    }

    private static PayloadReader reader(ComStmtBulkExecute command) {
        PayloadWriter out = new PayloadWriter();
        command.encode(out, 0);
        return new PayloadReader(out.toByteArray());
    }
}
