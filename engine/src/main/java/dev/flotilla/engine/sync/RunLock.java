package dev.flotilla.engine.sync;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/// Keeps two runs of one workspace on one machine apart. The operating system lets go of it when its process ends, however it
/// ends.
record RunLock(FileChannel file) implements Closeable {
    private static final String HOLDER = "lock.holder";

    /// @return `null` where another run holds it
    static @Nullable RunLock take(Path folder, Identity who) throws IOException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                // Beside the lock, since a locked file cannot be read everywhere.
                Files.writeString(folder.resolve(HOLDER), who.name() + " (" + ProcessHandle.current().pid() + ")");
                return new RunLock(file);
            }
        } catch (OverlappingFileLockException _) {
            // Held within this process.
        }
        file.close();
        return null;
    }

    /// Who took it last; empty where nobody knows.
    static String holder(Path folder) {
        try {
            return Files.readString(folder.resolve(HOLDER)).strip();
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
