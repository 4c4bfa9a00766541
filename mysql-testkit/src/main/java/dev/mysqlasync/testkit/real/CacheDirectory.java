package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The user's directory for unpacked programs and for the data of private servers: {@code ~/.cache/mysql-async}. If that
 * is not writable, a directory below the temporary directory is used. All processes of the user share it.
 */
record CacheDirectory(Path path) {

    /**
     * The limit of the path's length: a unix domain socket below it must fit the kernel's limit, 104 on some systems.
     */
    private static final int MAX_PATH_LENGTH = 70;

    /** File locks exclude other processes only, so this excludes other threads. */
    private static final ReentrantLock WITHIN_THIS_JVM = new ReentrantLock();

    /** An action that excludes changes of the directory by other processes. */
    interface Action<T> {
        T run() throws IOException;
    }

    /** Fills an empty directory. */
    interface Filler {
        void fill(Path directory) throws IOException;
    }

    static CacheDirectory of(Environment environment) throws IOException {
        String cacheHome = environment.variable("XDG_CACHE_HOME");
        Path home = Path.of(environment.properties().getProperty("user.home", ""));
        Path preferred = (cacheHome == null ? home.resolve(".cache") : Path.of(cacheHome)).resolve("mysql-async");
        if (preferred.isAbsolute() && preferred.toString().length() <= MAX_PATH_LENGTH && isOwn(preferred)) {
            return new CacheDirectory(preferred);
        }
        String user = environment.properties().getProperty("user.name", "").replaceAll("\\W", "_");
        Path shared = environment.temporary().resolve("mysql-async-" + user);
        return new CacheDirectory(isOwn(shared) ? shared : Files.createTempDirectory("mysql-async-"));
    }

    /**
     * Creates the directory if necessary. Returns whether it belongs to this user and is writable. In a shared
     * temporary directory, another user could otherwise plant a program.
     */
    private static boolean isOwn(Path directory) {
        try {
            Files.createDirectories(directory);
            Path probe = Files.createTempFile(directory, "probe", null);
            boolean own = Files.getOwner(probe).equals(Files.getOwner(directory));
            Files.delete(probe);
            return own;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the directory of this name. Fills it on the first request; a partially filled one is never returned. */
    Path unpackedOnce(String name, Filler filler) throws IOException {
        Path complete = path.resolve(name);
        if (Files.isDirectory(complete)) {
            return complete;
        }
        return locked(() -> {
            if (!Files.isDirectory(complete)) {
                Path partial = path.resolve(name + ".partial");
                deleteTree(partial);
                filler.fill(Files.createDirectory(partial));
                Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
            }
            return complete;
        });
    }

    /** Runs an action while no other process or thread runs one. */
    <T> T locked(Action<T> action) throws IOException {
        WITHIN_THIS_JVM.lock();
        try (FileChannel file =
                        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assert lock.isValid();
            return action.run();
        } finally {
            WITHIN_THIS_JVM.unlock();
        }
    }

    /** Deletes a directory and its contents. Does nothing if it does not exist. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
