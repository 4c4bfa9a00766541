package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One result as {@link RawClient} has read it; the OK packet is also the end of rows, whatever its form. */
record Answer(
        List<ColumnDefinition41> columns,
        List<List<@Nullable Object>> rows,
        @Nullable OkPacket ok,
        @Nullable ErrPacket err) {

    int status() {
        return ok == null ? 0 : ok.statusFlags();
    }

    int errorCode() {
        return err == null ? 0 : err.code();
    }

    String message() {
        return err == null ? "" : err.message();
    }
}
