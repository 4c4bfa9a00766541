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
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void writeTo_addedAndTakenInPieces_keepsOrderAndSize(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        SocketChannel channel = mock(SocketChannel.class);
        int[] room = {0};
        when(channel.write(any(ByteBuffer[].class), anyInt(), anyInt())).then(call -> {
            ByteBuffer[] buffers = call.getArgument(0);
            int from = call.getArgument(1);
            int count = call.getArgument(2);
            long taken = 0;
            for (int i = from; i < from + count; i++) {
                for (; room[0] > 0 && buffers[i].hasRemaining(); room[0]--, taken++) {
                    left.write(buffers[i].get());
                }
            }
            return taken;
        });
        Backlog backlog = new Backlog();
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(random.nextInt(4) == 0 ? 200_000 : 50)];
            random.nextBytes(bytes);
            added.writeBytes(bytes);
            backlog.add(ByteBuffer.wrap(bytes));
            room[0] = random.nextInt(60_000);
            backlog.writeTo(channel);
            assertThat(backlog.size()).isEqualTo(added.size() - left.size());
        }
        while (backlog.size() > 0) {
            room[0] = Integer.MAX_VALUE;
            backlog.writeTo(channel);
        }
        assertThat(left.toByteArray()).isEqualTo(added.toByteArray());
    }
}
