package dev.mysqlasync.testkit;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local file that a client has sent completely to the fake server.
 *
 * @param connectionId the connection id, from 1
 * @param fileName the name that the server asked for
 * @param content the file's bytes; not copied
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record ReceivedFile(long connectionId, String fileName, byte[] content) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedFile that
                && connectionId == that.connectionId
                && fileName.equals(that.fileName)
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(connectionId, fileName, Arrays.hashCode(content));
    }

    @Override
    public String toString() {
        return "ReceivedFile[connectionId=" + connectionId + ", fileName=" + fileName + ", " + content.length
                + " bytes]";
    }
}
