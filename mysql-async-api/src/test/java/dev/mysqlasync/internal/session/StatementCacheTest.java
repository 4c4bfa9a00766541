package dev.mysqlasync.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementCacheTest {

    private static final StatementKey A = new StatementKey("SELECT ?", "shop", 0, false);
    private static final StatementKey B = new StatementKey("SELECT ?, 1", "shop", 0, false);
    private static final byte[] INTEGER = ParameterClasses.of(new Object[] {1});
    private static final byte[] TEXT = ParameterClasses.of(new Object[] {"x"});
    private static final byte[] NULL = ParameterClasses.of(new Object[] {null});

    private final StatementCache cache = new StatementCache(2);

    private static PreparedHandle handle(int id, byte[] usedWith) {
        PreparedHandle handle = new PreparedHandle(id, 1, List.of());
        handle.usedWith(usedWith);
        return handle;
    }

    @Test
    void find_nothingKept_isNull() {
        assertThat(cache.find(A, INTEGER)).isNull();
    }

    @Test
    void find_sameTextAndClasses_isTheHandle() {
        PreparedHandle kept = handle(1, INTEGER);
        cache.add(A, kept);

        assertThat(cache.find(A, INTEGER)).isSameAs(kept);
    }

    @Test
    void find_sameTextInAnotherSchema_isNull() {
        cache.add(A, handle(1, INTEGER));

        assertThat(cache.find(new StatementKey(A.sql(), "other", 0, false), INTEGER))
                .isNull();
    }

    @Test
    void find_sameTextWithOtherClasses_isTheHandleOfThoseClasses() {
        PreparedHandle integers = handle(1, INTEGER);
        PreparedHandle texts = handle(2, TEXT);
        cache.add(A, integers);
        cache.add(A, texts);

        assertThat(cache.find(A, INTEGER)).isSameAs(integers);
        assertThat(cache.find(A, TEXT)).isSameAs(texts);
    }

    @Test
    void find_nullArgument_fitsEveryHandle() {
        PreparedHandle kept = handle(1, INTEGER);
        cache.add(A, kept);

        assertThat(cache.find(A, NULL)).isSameAs(kept);
    }

    @Test
    void handle_usedWithNullOnly_fitsAClassOnceAndIsFixedByIt() {
        PreparedHandle kept = handle(1, NULL);
        cache.add(A, kept);
        assertThat(cache.find(A, TEXT)).isSameAs(kept);

        kept.usedWith(TEXT);
        assertThat(cache.find(A, INTEGER)).isNull();
    }

    @Test
    void add_beyondCapacity_evictsTheLeastRecentlyUsed() {
        PreparedHandle a = handle(1, INTEGER);
        PreparedHandle b = handle(2, INTEGER);
        cache.add(A, a);
        cache.add(B, b);
        cache.find(A, INTEGER);

        assertThat(cache.add(new StatementKey("third", "", 0, false), handle(3, INTEGER)))
                .containsExactly(b);
        assertThat(cache.find(A, INTEGER)).isSameAs(a);
        assertThat(cache.find(B, INTEGER)).isNull();
    }

    @Test
    void add_severalHandlesOfOneText_eachCounts() {
        PreparedHandle first = handle(1, INTEGER);
        cache.add(A, first);
        cache.add(A, handle(2, TEXT));
        byte[] doubles = ParameterClasses.of(new Object[] {1.5});

        assertThat(cache.add(A, handle(3, doubles))).containsExactly(first);
        assertThat(cache.find(A, TEXT)).isNotNull();
        assertThat(cache.find(A, doubles)).isNotNull();
    }

    @Test
    void add_withoutCapacity_givesTheHandleBackAtOnce() {
        PreparedHandle handle = handle(1, INTEGER);

        assertThat(new StatementCache(0).add(A, handle)).isEqualTo(List.of(handle));
    }

    @Test
    void clear_forgetsEverythingAndItsSize() {
        cache.add(A, handle(1, INTEGER));
        cache.add(B, handle(2, INTEGER));
        cache.clear();

        assertThat(cache.find(A, INTEGER)).isNull();
        assertThat(cache.add(A, handle(3, INTEGER))).isEmpty();
        assertThat(cache.add(B, handle(4, INTEGER))).isEmpty();
    }

    @Test
    void take_handle_isNotFoundUntilItIsAddedAgain() {
        PreparedHandle kept = handle(1, INTEGER);
        cache.add(A, kept);

        assertThat(cache.take(A, INTEGER)).isSameAs(kept);
        assertThat(cache.find(A, INTEGER)).isNull();
        assertThat(cache.take(A, INTEGER)).isNull();
        cache.add(A, kept);
        assertThat(cache.find(A, INTEGER)).isSameAs(kept);
    }

    @Test
    void parameterCount_isKnownAsLongAsAHandleIsKept() {
        assertThat(cache.parameterCount(A)).isEqualTo(StatementStore.UNKNOWN);
        cache.add(A, handle(1, INTEGER));
        assertThat(cache.parameterCount(A)).isEqualTo(1);
        cache.take(A, INTEGER);

        assertThat(cache.parameterCount(A)).isEqualTo(StatementStore.UNKNOWN);
    }

    @Test
    void close_givesTheHandlesAndKeepsNoOther() {
        PreparedHandle before = handle(1, INTEGER);
        PreparedHandle after = handle(2, INTEGER);
        cache.add(A, before);

        assertThat(cache.close()).containsExactly(before);
        assertThat(cache.add(A, after)).containsExactly(after);
    }

    @Test
    void loan_givenBack_isInTheCacheAgain() {
        PreparedHandle kept = handle(1, INTEGER);
        cache.add(A, kept);
        CursorStatement loan = new CursorStatement(cache);
        loan.find(A, INTEGER);
        assertThat(cache.find(A, INTEGER)).isNull();

        assertThat(loan.giveBack()).isEmpty();
        assertThat(loan.giveBack()).isEmpty();
        assertThat(loan.giveUp()).isEmpty();
        assertThat(cache.find(A, INTEGER)).isSameAs(kept);
    }

    @Test
    void add_statementsOfManyLongColumns_keepsAFewMebibytes() {
        StatementCache cache = new StatementCache(250);
        ColumnDefinition41 column = new ColumnDefinition41(
                "def", "", "", "", "x".repeat(1000), "", null, null, 45, 1, ColumnType.MYSQL_TYPE_VAR_STRING, 0, 0);
        int kept = 0;
        for (int i = 0; i < 20; i++) {
            kept += 1
                    - cache.add(key(i), new PreparedHandle(i, 0, Collections.nCopies(500, column)))
                            .size();
        }

        assertThat(kept * 500L * column.bytes()).isBetween(2L << 20, 4L << 20);
    }

    private static PreparedHandle wide(int id, int parameters) {
        return new PreparedHandle(id, parameters, List.of());
    }

    private static StatementKey key(int id) {
        return new StatementKey("SELECT " + id, "shop", 0, false);
    }

    @Test
    void add_moreParametersThanThereIsRoomFor_givesUpTheLeastRecentlyUsed() {
        StatementCache large = new StatementCache(1000);
        PreparedHandle small = wide(0, 3);
        large.add(key(0), small);
        int kept = 0;
        List<PreparedHandle> evicted = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            evicted.addAll(large.add(key(id), wide(id, 2_000)));
            kept = id + 1 - evicted.size();
            assertThat(large.find(key(0), new byte[3]))
                    .as("what is used goes on")
                    .isSameAs(small);
        }

        assertThat((kept - 1) * 2_000).isLessThanOrEqualTo(1 << 14);
        assertThat(evicted).doesNotHaveDuplicates();
        assertThat(large.clear()).hasSize(kept);
    }

    @Test
    void add_oneThatWouldTakeHalfOfTheRoom_isNotKeptAndPushesNothingOut() {
        cache.add(A, wide(1, 1));
        PreparedHandle wide = wide(2, 10_000);
        PreparedHandle longText = wide(3, 1);

        assertThat(cache.add(B, wide)).containsExactly(wide);
        assertThat(cache.add(new StatementKey("SELECT " + "1 + ".repeat(100_000), "", 0, false), longText))
                .containsExactly(longText);
        assertThat(cache.find(A, new byte[1])).isNotNull();
    }

    @Test
    void add_ofAStatementThatItsUserKeeps_hasNoLimitOfSize() {
        assertThat(StatementCache.ofOne(8).add(A, wide(1, 60_000))).isEmpty();
    }
}
