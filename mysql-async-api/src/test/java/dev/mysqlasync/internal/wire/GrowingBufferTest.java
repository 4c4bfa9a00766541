package dev.mysqlasync.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GrowingBufferTest {

    private static final int KEPT = 64 * 1024;

    private final GrowingBuffer buffer = new GrowingBuffer();

    private void consume() {
        ByteBuffer all = buffer.readable();
        all.position(all.limit());
        buffer.consumed(all);
    }

    @Test
    void consumed_afterALargeBurst_keepsNothingOfIt() {
        buffer.append(ByteBuffer.allocate(KEPT + 1));
        consume();

        assertThat(buffer.capacity()).isZero();
        buffer.append(ByteBuffer.wrap(new byte[] {7}));
        assertThat(buffer.readable().get()).isEqualTo((byte) 7);
    }

    @Test
    void consumed_afterAnOrdinaryRead_keepsItsArray() {
        buffer.append(ByteBuffer.allocate(KEPT));
        consume();

        assertThat(buffer.capacity()).isEqualTo(KEPT);
    }
}
