package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatheringWriteTest {

    private final SocketChannel channel = mock(SocketChannel.class);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Long> offers = new ArrayList<>();
    private long room = Long.MAX_VALUE;

    @BeforeEach
    void takeBytesWhileThereIsRoom() throws IOException {
        when(channel.write(any(ByteBuffer[].class), anyInt(), anyInt()))
                .then(call -> take(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
    }

    private long take(ByteBuffer[] buffers, int offset, int length) {
        long offered = 0;
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            offered += buffers[i].remaining();
            while (buffers[i].hasRemaining() && room > 0) {
                written.write(buffers[i].get());
                room--;
                taken++;
            }
        }
        offers.add(offered);
        return taken;
    }

    @Test
    void write_largeBuffer_isOfferedInSlicesAndKeepsItsLimit() throws IOException {
        byte[] bytes = bytes(1_000_000);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(GatheringWrite.write(channel, new ByteBuffer[] {buffer})).isTrue();
        assertThat(offers).allMatch(offer -> offer <= 128 * 1024);
        assertThat(written.toByteArray()).isEqualTo(bytes);
        assertThat(buffer.limit()).isEqualTo(bytes.length);
    }

    @Test
    void write_smallHeadBeforeLargeBody_leavesTogether() throws IOException {
        ByteBuffer[] buffers = {ByteBuffer.allocate(4), ByteBuffer.allocate(500_000)};
        GatheringWrite.write(channel, buffers);
        assertThat(offers.get(0)).isEqualTo(128 * 1024);
    }

    @Test
    void write_fewSmallBuffers_isOneCall() throws IOException {
        ByteBuffer[] buffers = {ByteBuffer.allocate(0), ByteBuffer.allocate(10), ByteBuffer.allocate(20)};
        assertThat(GatheringWrite.write(channel, buffers)).isTrue();
        assertThat(offers).containsExactly(30L);
    }

    @Test
    void write_channelTakesPart_leavesTheRestRemaining() throws IOException {
        room = 300_001;
        ByteBuffer[] buffers = {ByteBuffer.wrap(bytes(200_000)), ByteBuffer.wrap(bytes(200_000))};
        assertThat(GatheringWrite.write(channel, buffers)).isFalse();
        assertThat(GatheringWrite.remaining(buffers)).isEqualTo(99_999);
        assertThat(buffers[1].limit()).isEqualTo(200_000);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
