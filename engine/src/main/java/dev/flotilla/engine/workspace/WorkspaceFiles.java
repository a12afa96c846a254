package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/// Writes files so that whoever reads, also after a power cut, finds the old text or the new one and nothing between.
public final class WorkspaceFiles {
    private WorkspaceFiles() {}

    /// Replaces a file's content, or makes the file. A symbolic link stays a link and its target is replaced; permissions stay.
    ///
    /// @throws IOException when it cannot be written; the file is then as it was
    public static void save(Path path, String text) throws IOException {
        save(path, text, false);
    }

    /// As [#save], and nobody but the user may read it.
    public static void savePrivately(Path path, String text) throws IOException {
        save(path, text, true);
    }

    private static void save(Path path, String text, boolean privately) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : followDangling(path);
        Path folder = java.util.Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file has a folder");
        if (Files.exists(target) && !Files.isWritable(target)) throw new java.nio.file.AccessDeniedException(path.toString());
        Path fresh = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
        try {
            write(fresh, text);
            if (!privately) keepPermissions(target, fresh);
            move(fresh, target);
        } finally {
            Files.deleteIfExists(fresh);
        }
        syncFolder(folder);
    }

    private static Path followDangling(Path path) throws IOException {
        Path here = path;
        for (int hops = 0; Files.isSymbolicLink(here); hops++) {
            if (hops > 40) throw new FileSystemException(path.toString(), null, "too many symbolic links");
            here = here.resolveSibling(Files.readSymbolicLink(here));
        }
        return here;
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /// A temporary file is private; the new text is as public as the old one was, or as the process makes files.
    private static void keepPermissions(Path old, Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) return;
        if (Files.exists(old)) {
            view.setPermissions(Files.getPosixFilePermissions(old));
        } else {
            Path probe = fresh.resolveSibling(fresh.getFileName() + ".new");
            Files.createFile(probe);
            try {
                view.setPermissions(Files.getPosixFilePermissions(probe));
            } finally {
                Files.delete(probe);
            }
        }
    }

    private static void move(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Makes the rename itself last. Not every system can open a folder; there the file system's own journal has to do.
    private static void syncFolder(Path folder) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException _) {
            return;
        }
    }
}
