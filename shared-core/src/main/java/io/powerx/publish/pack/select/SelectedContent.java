package io.powerx.publish.pack.select;

import io.powerx.publish.pack.FileChanges;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.SelectedFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** A selection whose files were all read, in the package's order. */
public final class SelectedContent {
    private final FileSelection selection;
    private final List<FileRead> reads;
    private final List<PackageEntry> entries;

    SelectedContent(FileSelection selection, List<FileRead> reads) {
        this.selection = selection;
        this.reads = List.copyOf(reads);
        this.entries = reads.stream().map(FileRead::entry).toList();
    }

    /** What was selected. */
    public FileSelection selection() {
        return selection;
    }

    /** The files with their digests, in the order of {@link FileSelection#files()}. */
    public List<PackageEntry> entries() {
        return entries;
    }

    /** The bytes of a file: those that were hashed if they are in memory, otherwise those that it has now. */
    public InputStream open(int index) {
        byte[] content = reads.get(index).content();
        SelectedFile file = selection.files().get(index);
        return content == null ? FileChanges.reading(file, SelectedFile::open) : new ByteArrayInputStream(content);
    }
}
