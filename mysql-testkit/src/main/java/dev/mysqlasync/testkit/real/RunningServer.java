package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A running server. */
interface RunningServer extends AutoCloseable {

    /** The server's name and origin, as a noun phrase for messages. */
    String name();

    String url();

    @Nullable
    Path socket();

    @Override
    void close();
}
