package io.gradus.app.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps the files of the data folder from other users of the machine, where the file system can. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** Creates the folder for its owner only; one that is there stays as it is. */
    static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            allow(folder, "rwx------");
        }
    }

    static void file(Path file) throws IOException {
        allow(file, "rw-------");
    }

    private static void allow(Path path, String permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        }
    }
}
