package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.ColumnList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Combines the replies to the rows of COM_STMT_BULK_EXECUTE into one. Affected rows and warnings are added up, the
 * first insert id is kept, and rows of INSERT RETURNING become one resultset. The first error, delayed reply, fault or
 * other reply becomes the reply to all rows, and the rows after it are not executed.
 */
final class BulkReply {

    private static final ReplyPart.Ok NOTHING = new ReplyPart.Ok(Duration.ZERO, 0, 0, 0, "");

    private final List<ReplyPart.Ok> oks = new ArrayList<>();
    private final List<ReplyPart.Rows> results = new ArrayList<>();
    private @Nullable Reply decisive;

    /**
     * Adds the reply to the next row. Returns false if this reply answers all rows, and no more rows are to be
     * executed.
     */
    boolean add(Reply reply) {
        ReplyPart part = reply.parts().get(0);
        boolean plain = reply.parts().size() == 1
                && part.delay().isZero()
                && reply.fault().is(ReplyFault.Kind.NONE);
        if (plain && part instanceof ReplyPart.Ok ok) {
            oks.add(ok);
        } else if (plain && part instanceof ReplyPart.Rows rows && !rows.isEnd()) {
            results.add(rows);
        } else {
            decisive = reply;
        }
        return decisive == null;
    }

    /** The reply for all rows. */
    Reply ofAll() {
        if (decisive != null) {
            return decisive;
        }
        if (!results.isEmpty()) {
            return RowsReply.of(results.get(0).columns()).generate(this::returnedRows);
        }
        long affected = oks.stream().mapToLong(ReplyPart.Ok::affectedRows).sum();
        int warnings = oks.stream().mapToInt(ReplyPart.Ok::warnings).sum();
        String info = "Records: " + oks.size() + "  Duplicates: 0  Warnings: " + warnings;
        return Replies.ok()
                .affected(affected)
                .insertId(firstInsertId())
                .warnings(warnings)
                .info(info);
    }

    /**
     * The reply with unit results: a row for each row of parameters. Like {@link #ofAll} after an error or returned
     * rows.
     */
    Reply ofUnits() {
        if (decisive != null || !results.isEmpty()) {
            return ofAll();
        }
        List<List<Object>> units = oks.stream()
                .map(ok -> List.<Object>of(ok.lastInsertId(), ok.affectedRows()))
                .toList();
        return RowsReply.of(ColumnList.parse("Id BIGINT UNSIGNED, Affected_rows BIGINT UNSIGNED"))
                .generate(units::iterator);
    }

    private long firstInsertId() {
        return oks.stream()
                .filter(ok -> ok.lastInsertId() != 0)
                .findFirst()
                .orElse(NOTHING)
                .lastInsertId();
    }

    private Iterator<List<@Nullable Object>> returnedRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ReplyPart.Rows result : results) {
            result.rows().get().forEachRemaining(row -> rows.add(new ArrayList<>(row)));
        }
        return rows.iterator();
    }
}
