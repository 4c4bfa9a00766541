package dev.mysqlasync.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.LimitOptions;
import dev.mysqlasync.MySqlOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapShareTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"4, 1", "96, 12", "384, 48", "2048, 256", "65536, 256"})
    void share_isAnEighthOfTheHeapWithinItsBounds(long heap, long expected) {
        assertThat(HeapShare.of(heap * MIB, 256 * MIB)).isEqualTo(expected * MIB);
    }

    @Test
    void defaults_fitIntoTheHeapThereIs() {
        long heap = Runtime.getRuntime().maxMemory();
        LimitOptions limits =
                MySqlOptions.builder().host("db").user("app").build().limits();

        assertThat(limits.maxResultBytes()).isEqualTo(HeapShare.of(heap, 256 * MIB));
        assertThat(limits.maxRowSize()).isEqualTo((int) HeapShare.of(heap, 64 * MIB));
    }
}
