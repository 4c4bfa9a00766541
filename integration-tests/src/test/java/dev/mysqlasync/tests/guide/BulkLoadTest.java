package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkLoadTest extends GuideScene {

    private static final String LOAD = "LOAD DATA LOCAL INFILE 'any name' INTO TABLE music_style"
            + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY ','";

    @Test
    void file_isLoaded(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("styles.csv"), "4,folk metal\n5,doom metal\n");

        // guide
        MySqlOptions withFiles = options.toBuilder().localInfile(true).build();
        Statement load = Statement.of("LOAD DATA LOCAL INFILE 'any name' INTO TABLE music_style"
                        + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY ','")
                .localInfile(ByteSource.ofFile(file));
        CompletableFuture<ExecuteResult> loaded = MySqlConnection.connect(withFiles)
                .thenCompose(connection -> connection
                        .execute(load)
                        .thenCompose(done -> connection
                                .commit()
                                .thenCompose(committed -> connection.close())
                                .thenApply(closed -> done)));
        // end

        assertThat(await(loaded).affectedRows()).isEqualTo(2);
        assertThat(await(loaded).info()).startsWith("Records: 2 ");
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void stream_reportsItsProgress() {
        MySqlConnection connection =
                connect(options.toBuilder().localInfile(true).build());
        byte[] csv = "4,folk metal\n".getBytes(StandardCharsets.UTF_8);

        // guide
        AtomicLong sent = new AtomicLong();
        ByteSource source = ByteSource.ofStream(
                        () -> new ByteArrayInputStream(csv)) // may block: the driver reads it off the I/O threads
                .onProgress(sent::set);
        // end

        await(connection.execute(Statement.of(LOAD).localInfile(source)));
        assertThat(sent).hasValue(csv.length);
    }

    @Test
    void longValues_areSentPieceByPiece() {
        await(connection.execute("CREATE TEMPORARY TABLE score (id INT, pages LONGBLOB, words LONGTEXT)"));
        byte[] pages = new byte[500_000];
        Flow.Publisher<ByteBuffer> words = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private boolean given;

            @Override
            public void request(long count) {
                if (!given) {
                    given = true;
                    subscriber.onNext(ByteBuffer.wrap("la la la".getBytes(StandardCharsets.UTF_8)));
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                given = true;
            }
        });

        // guide
        CompletableFuture<ExecuteResult> inserted = connection.execute(
                "INSERT INTO score VALUES (?, ?, ?)",
                1,
                LongParameter.ofBytes(ByteSource.ofBytes(pages)),
                LongParameter.ofText(ByteSource.ofPublisher(words)));
        // end

        assertThat(await(inserted).affectedRows()).isEqualTo(1);
        assertThat(row("SELECT LENGTH(pages), words FROM score").toList()).hasToString("[500000, la la la]");
    }
}
