package dev.mysqlasync.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteQueueTest {

    private final ByteQueue queue = new ByteQueue();

    @Test
    void take_acrossChunks_keepsTheOrder() {
        add(1, 2, 3);
        add(4);
        add(5, 6);
        assertThat(take(2)).containsExactly(1, 2);
        assertThat(take(3)).containsExactly(3, 4, 5);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(take(1)).containsExactly(6);
    }

    @Test
    void add_arrayChangedAfterwards_keepsTheOldBytes() {
        byte[] bytes = {1, 2};
        queue.add(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 9);
        assertThat(take(2)).containsExactly(1, 2);
    }

    @Test
    void truncate_insideAChunk_dropsTheLastBytes() {
        add(1, 2, 3);
        add(4, 5, 6);
        queue.truncate(4);
        assertThat(queue.size()).isEqualTo(4);
        assertThat(take(4)).containsExactly(1, 2, 3, 4);
        add(7);
        assertThat(take(1)).containsExactly(7);
    }

    private void add(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        Arrays.stream(values).forEach(value -> bytes.put((byte) value));
        queue.add(bytes.flip());
    }

    private byte[] take(int count) {
        byte[] taken = new byte[count];
        queue.take(ByteBuffer.wrap(taken));
        return taken;
    }
}
