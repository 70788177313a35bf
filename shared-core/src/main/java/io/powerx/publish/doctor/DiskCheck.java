package io.powerx.publish.doctor;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.options.PublishOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folders that a publish writes to. */
record DiskCheck(DoctorInput input) implements Examination {
    private static final long LOW_FREE = 1_000_000_000;
    private static final long MIN_FREE = 50_000_000;

    @Override
    public String id() {
        return "disk";
    }

    @Override
    public void run(Consumer<Diagnosis> results) {
        PublishOptions.Outputs outputs = input.mapper().outputs();
        results.accept(folder("disk.packages", input.packages()));
        results.accept(folder("disk.journal", outputs.journals()));
        results.accept(folder("disk.receipt", outputs.receipt().getParent()));
    }

    static Diagnosis folder(String check, @Nullable Path folder) {
        Path existing = folder == null ? null : folder.toAbsolutePath();
        while (existing != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Diagnosis.fail(
                    check,
                    ErrorCode.STORAGE_FAILED,
                    "this user cannot write to " + folder,
                    "Allow this user to write there, or choose another folder with {output}, {journal} or {receipt}.");
        }
        try {
            return space(check, folder, Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return Diagnosis.skipped(check, "the free space of " + folder + " is unknown: " + IoFailure.reason(e));
        }
    }

    /** @param free in bytes */
    static Diagnosis space(String check, @Nullable Path folder, long free) {
        String found = Quantities.size(free) + " free for " + folder;
        if (free < MIN_FREE) {
            return Diagnosis.fail(check, ErrorCode.DISK_FULL, found, ErrorCode.DISK_FULL.remedy());
        }
        return free < LOW_FREE
                ? Diagnosis.warn(check, found, "Free some disk space; a package and its parts need it.")
                : Diagnosis.pass(check, found);
    }
}
