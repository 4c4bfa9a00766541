package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadSideTest {

    private static final int BUFFER = 100;
    private static final int ENDLESS = 1000;

    private final EventLoop loop = mock(EventLoop.class);
    private final SocketChannel channel = mock(SocketChannel.class);
    private final Deque<Integer> counts = new ArrayDeque<>();
    private final List<Integer> received = new ArrayList<>();
    private final ReadSide readSide = new ReadSide(channel, mock(SelectionKey.class), new Receiver());
    private boolean open = true;

    @BeforeEach
    void readTheGivenCounts() throws IOException {
        when(loop.readBuffer()).then(call -> ByteBuffer.allocate(BUFFER));
        when(channel.read(any(ByteBuffer.class))).then(call -> {
            int count = counts.remove();
            ByteBuffer buffer = call.getArgument(0);
            buffer.position(Math.max(0, count));
            return count;
        });
    }

    @Test
    void read_socketNeverEmpty_endsTheTurn() throws IOException {
        for (int i = 0; i < ENDLESS; i++) {
            counts.add(BUFFER);
        }
        assertThat(read()).isNull();
        assertThat(received).hasSizeBetween(2, ENDLESS - 1);
    }

    @Test
    void read_bufferNotFilled_doesNotAskTheSocketAgain() throws IOException {
        counts.addAll(List.of(BUFFER, BUFFER - 1, 7));
        assertThat(read()).isNull();
        assertThat(received).containsExactly(BUFFER, BUFFER - 1);
    }

    @Test
    void read_nothingThere_receivesNothing() throws IOException {
        counts.add(0);
        assertThat(read()).isNull();
        assertThat(received).isEmpty();
    }

    @Test
    void read_streamEnds_saysSoWithoutCause() throws IOException {
        counts.addAll(List.of(BUFFER, -1));
        assertThat(read()).isEqualTo(new ReadSide.End(null));
        assertThat(received).containsExactly(BUFFER);
    }

    @Test
    void read_closedByTheHandler_stops() throws IOException {
        open = false;
        counts.add(BUFFER);
        assertThat(read()).isNull();
        assertThat(received).isEmpty();
    }

    @Test
    void read_writeHasFailed_goesOnUntilTheSocketIsEmpty() throws IOException {
        IOException failure = new IOException("Broken pipe");
        readSide.endWith(failure);
        for (int i = 0; i < 50; i++) {
            counts.add(BUFFER);
        }
        counts.addAll(List.of(7, 0));
        assertThat(read()).isEqualTo(new ReadSide.End(failure));
        assertThat(received).hasSize(51);
    }

    @Test
    void read_writeHasFailedAndTheReadFails_givesTheFirstFailureAsCause() throws IOException {
        IOException failure = new IOException("Broken pipe");
        IOException reset = new IOException("Connection reset");
        readSide.endWith(failure);
        when(channel.read(any(ByteBuffer.class))).thenThrow(reset);
        assertThat(read()).isEqualTo(new ReadSide.End(failure));
        assertThat(failure.getSuppressed()).containsExactly(reset);
    }

    private ReadSide.@Nullable End read() throws IOException {
        return readSide.read(loop, () -> open);
    }

    private final class Receiver implements TransportHandler {

        @Override
        public void connected(TransportConnection connection) {}

        @Override
        public void received(ByteBuffer bytes) {
            received.add(bytes.remaining());
        }

        @Override
        public void closed(@Nullable Throwable cause) {}
    }
}
