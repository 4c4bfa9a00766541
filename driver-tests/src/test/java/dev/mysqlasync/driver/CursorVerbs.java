package dev.mysqlasync.driver;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The verbs of cursors, buffered and streaming, with a cursor on the server and without. */
final class CursorVerbs {

    private final String kind;
    private final Function<MySqlConnection, Cursor> opening;
    private final Statement rows;
    private final List<ApiVerb> verbs = new ArrayList<>();

    private CursorVerbs(String kind, Function<MySqlConnection, Cursor> opening, Statement rows) {
        this.kind = kind;
        this.opening = opening;
        this.rows = rows;
    }

    static List<ApiVerb> all() {
        List<ApiVerb> all = new ArrayList<>();
        Statement text = Statement.of("SELECT ROWS");
        Statement fetching = Statement.of("SELECT ?, ROWS", 1).fetchSize(5);
        all.addAll(new CursorVerbs("buffered", MySqlConnection::cursor, text).verbs());
        all.addAll(new CursorVerbs("streaming", MySqlConnection::streamingCursor, text).verbs());
        all.addAll(new CursorVerbs("streaming, fetch size", MySqlConnection::streamingCursor, fetching).verbs());
        return all;
    }

    private List<ApiVerb> verbs() {
        executing("execute", cursor -> cursor.execute(rows));
        executing("execute", cursor -> cursor.execute("SELECT NEVER"));
        executing(
                "executeMany",
                cursor -> cursor.executeMany("INSERT INTO t (a) VALUES (?)", List.of(List.of(1), List.of(2))));
        executing(
                "executeManyByName",
                cursor -> cursor.executeManyByName("INSERT INTO t (a) VALUES (:a)", List.of(Map.of("a", 1))));
        executing("callProcedure", cursor -> cursor.callProcedure("p", 1));
        fetching("fetchOne", Cursor::fetchOne);
        fetching("fetchMany", cursor -> cursor.fetchMany(7));
        fetching("fetchAll", Cursor::fetchAll);
        fetching("nextSet", Cursor::nextSet);
        fetching("scroll", cursor -> cursor.scroll(3, Cursor.ScrollMode.RELATIVE));
        fetching("close", Cursor::close);
        return verbs;
    }

    private void executing(String method, Function<Cursor, CompletableFuture<?>> call) {
        verbs.add(ApiVerb.of("Cursor." + method, kind, scene -> {
            Cursor cursor = opening.apply(scene.connection());
            scene.afterwards(() -> scene.watch(cursor.close()));
            return () -> call.apply(cursor);
        }));
    }

    /** On a cursor that has results. */
    private void fetching(String method, Function<Cursor, CompletableFuture<?>> call) {
        verbs.add(ApiVerb.of("Cursor." + method, kind, scene -> {
            Cursor cursor = opening.apply(scene.connection());
            scene.ready(cursor.execute(rows));
            scene.afterwards(() -> scene.watch(cursor.close()));
            return () -> call.apply(cursor);
        }));
    }
}
