package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one private server. This process holds a lock on one of them as long as the server is needed. The system
 * releases the lock when the process ends in any way, so a directory that can be locked is a leftover.
 */
final class InstanceDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    /**
     * The directories of this process. Their lock files must not be opened again: closing one would release its lock.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final CacheDirectory cache;
    private final Path directory;
    private final FileChannel lock;

    private InstanceDirectory(CacheDirectory cache, Path directory, FileChannel lock) {
        this.cache = cache;
        this.directory = directory;
        this.lock = lock;
    }

    /** Creates a directory and deletes leftovers. */
    static InstanceDirectory create(CacheDirectory cache) throws IOException {
        return cache.locked(() -> {
            Path all = Files.createDirectories(cache.path().resolve("run"));
            sweep(all);
            Path directory = Files.createTempDirectory(all, "");
            Files.createDirectory(directory.resolve("data"));
            Files.createDirectory(directory.resolve("tmp"));
            FileChannel lock = tryLock(directory);
            if (lock == null) {
                throw new IOException(directory + " was locked by another process");
            }
            OWN.add(directory);
            return new InstanceDirectory(cache, directory, lock);
        });
    }

    private static void sweep(Path all) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(all)) {
            for (Path directory : directories) {
                if (!OWN.contains(directory)) {
                    deleteUnlessInUse(directory);
                }
            }
        }
    }

    private static void deleteUnlessInUse(Path directory) {
        try (FileChannel lock = tryLock(directory)) {
            if (lock != null) {
                CacheDirectory.deleteTree(directory);
            }
        } catch (IOException e) {
            // its server is still shutting down and writing: the next sweep deletes it
        }
    }

    /** Opens and locks the lock file; {@code null} if it is in use. */
    private static @Nullable FileChannel tryLock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (file.tryLock() != null) {
            return file;
        }
        file.close();
        return null;
    }

    Path data() {
        return directory.resolve("data");
    }

    Path temporary() {
        return directory.resolve("tmp");
    }

    Path socket() {
        return directory.resolve("sock");
    }

    Path pidFile() {
        return directory.resolve("pid");
    }

    Path log() {
        return directory.resolve("log");
    }

    Path initSql() {
        return directory.resolve("init.sql");
    }

    Path bootstrapSql() {
        return directory.resolve("bootstrap.sql");
    }

    /** Deletes the directory. */
    @Override
    public void close() throws IOException {
        cache.locked(() -> {
            lock.close();
            OWN.remove(directory);
            CacheDirectory.deleteTree(directory);
            return directory;
        });
    }
}
