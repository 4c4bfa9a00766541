package dev.mysqlasync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {

    @Test
    void unixSocket_greetsAndIsDeletedAtTheEnd(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("my.sock");
        try (FakeMySqlServer mysql = FakeMySqlServer.builder().unixSocket(path);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            ByteBuffer first = ByteBuffer.allocate(5);
            while (first.hasRemaining()) {
                client.read(first);
            }

            assertThat(first.get(4)).isEqualTo((byte) 10);
            assertThat(mysql.url()).startsWith("mysql://app:secret@localhost/?socket=%2F");
            assertThatThrownBy(mysql::port).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.exists(path)).isFalse();
    }
}
