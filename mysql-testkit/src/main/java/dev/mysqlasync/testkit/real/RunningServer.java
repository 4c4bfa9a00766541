package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server that answers. */
interface RunningServer extends AutoCloseable {

    /** What it is and where it is from, to follow the word "using". */
    String name();

    String url();

    @Nullable
    Path socket();

    @Override
    void close();
}
