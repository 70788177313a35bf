package io.powerx.publish.precheck.content;

import io.powerx.publish.precheck.secrets.FoundSecret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was noticed about the content of a file.
 *
 * @param path in the package
 * @param program null if the file cannot be started
 * @param unexpected what the file is instead of what its name suggests, as a clause; null if nothing is unexpected
 * @param crLf whether lines end with CR LF, as far as the beginning of the file shows; only of texts
 * @param privateKey whether the packer refuses the file because of a private key
 */
public record FileScan(
        String path,
        @Nullable Program program,
        @Nullable String unexpected,
        boolean crLf,
        boolean privateKey,
        List<FoundSecret> secrets) {

    /** The compiled program that the file is; empty if it is none. */
    public Optional<Program.Binary> binary() {
        return program instanceof Program.Binary binary ? Optional.of(binary) : Optional.empty();
    }

    /** The script that the file is; empty if it is none. */
    public Optional<Program.Script> script() {
        return program instanceof Program.Script script ? Optional.of(script) : Optional.empty();
    }

    boolean isNotable() {
        return program != null || unexpected != null || crLf || privateKey || !secrets.isEmpty();
    }
}
