package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.Statement;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Loads files from connections that may, into a server whose answers the test gives. */
abstract class LocalInfileScene {

    static final String LOAD = "LOAD DATA LOCAL INFILE 'x' INTO TABLE t";
    static final int PIECE = 256 * 1024;

    final TestPublisher publisher = new TestPublisher();

    static MySqlOptionsBuilder allowed(MySqlOptionsBuilder options) {
        return options.localInfile(true);
    }

    static MySqlConnection connection(Scene scene) {
        return scene.connection(LocalInfileScene::allowed);
    }

    static CompletableFuture<ExecuteResult> load(Scene scene, MySqlConnection connection, ByteSource source) {
        CompletableFuture<ExecuteResult> future =
                scene.watch(connection.execute(Statement.of(LOAD).localInfile(source)));
        scene.run();
        return future;
    }

    CompletableFuture<ExecuteResult> loadPublished(Scene scene, MySqlConnection connection) {
        return load(scene, connection, ByteSource.ofPublisher(publisher));
    }

    static void requestFile(Scene scene) {
        scene.peer().requestFile(ServerBytes.answer().fileRequest("x"));
        scene.run();
    }

    static ByteSource text(String text) {
        return ByteSource.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static String file(Scene scene) {
        return new String(scene.peer().file(), StandardCharsets.UTF_8);
    }

    static void assertUsable(Scene scene, MySqlConnection connection) {
        scene.peer().takeCommands();
        CompletableFuture<?> ping = scene.watch(connection.ping());
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PING");
        scene.send(ServerBytes.okAnswer());
        assertThat(ping).isCompleted();
    }
}
