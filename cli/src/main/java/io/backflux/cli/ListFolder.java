package io.backflux.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Where the rows of a list lie: a file a target.
 *
 * @param inFolders whether they are spread over 256 folders, by their names
 * @param format of the files
 */
record ListFolder(Path folder, boolean inFolders, RowFormat format) {

    /** More files than this are too many for one folder, for people and some file systems. */
    static final int MOST_FILES = 1_000;

    private static final int FOLDERS = 256;

    Path of(String fileName) {
        String name = FileName.in(format, fileName);
        return inFolders
                ? folder.resolve(HexFormat.of().toHexDigits(Hashes.sha256(fileName)[0]))
                        .resolve(name)
                : folder.resolve(name);
    }

    /** @throws UnwritableException if a folder can't be made */
    void make() {
        try {
            Files.createDirectories(folder);
            for (int i = 0; inFolders && i < FOLDERS; i++) {
                Files.createDirectories(folder.resolve(HexFormat.of().toHexDigits((byte) i)));
            }
        } catch (IOException e) {
            throw new UnwritableException(folder + " as a folder", e);
        }
    }
}
