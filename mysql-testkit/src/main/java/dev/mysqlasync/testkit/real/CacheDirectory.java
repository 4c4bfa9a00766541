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
 * The user's directory for unpacked programs and for the data of private servers: {@code ~/.cache/mysql-async}, or one
 * below the temporary directory when the home cannot be written. Shared by all of the user's processes.
 */
record CacheDirectory(Path path) {

    /** The longest path that leaves room for a unix domain socket below it: the kernel's limit is 104 on some systems. */
    private static final int LONGEST_PATH = 70;

    /** File locks hold between processes only. */
    private static final ReentrantLock WITHIN_THIS_JVM = new ReentrantLock();

    /** Something to be done while no other process of the user changes the directory. */
    interface Action<T> {
        T run() throws IOException;
    }

    /** Fills an empty directory. */
    interface Filler {
        void fill(Path directory) throws IOException;
    }

    static CacheDirectory of(Surroundings surroundings) throws IOException {
        String cacheHome = surroundings.variable("XDG_CACHE_HOME");
        Path home = Path.of(surroundings.properties().getProperty("user.home", ""));
        Path preferred = (cacheHome == null ? home.resolve(".cache") : Path.of(cacheHome)).resolve("mysql-async");
        if (preferred.isAbsolute() && preferred.toString().length() <= LONGEST_PATH && isOwn(preferred)) {
            return new CacheDirectory(preferred);
        }
        String user = surroundings.properties().getProperty("user.name", "").replaceAll("\\W", "_");
        Path shared = surroundings.temporary().resolve("mysql-async-" + user);
        return new CacheDirectory(isOwn(shared) ? shared : Files.createTempDirectory("mysql-async-"));
    }

    /**
     * Whether the directory, made if need be, is this user's and can be written. In a shared temporary directory
     * another user could have put a program of theirs where ours is looked for.
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

    /** The directory of this name, filled when it is asked for the first time; a half-filled one is never seen. */
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

    /** Does something while no other process, and no other thread, does the like. */
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

    /** Deletes a directory and what is in it; nothing, when it does not exist. */
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
