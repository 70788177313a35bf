package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.IntegrityList;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageIdentity;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of a package that need neither signature nor trust: structure, integrity and identity. */
final class PackageContentCheck {
    private static final int NAMES_SHOWN = 5;
    private static final int MAX_SHOWN = 200;

    private final PackageContents contents;
    private final List<Check> checks = new ArrayList<>();
    private @Nullable PackageIdentity identity;

    private PackageContentCheck(PackageContents contents) {
        this.contents = contents;
    }

    /**
     * Reads and checks a package.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if there is no such file
     */
    static PackageContentCheck of(Path file) {
        PackageContentCheck check = new PackageContentCheck(PackageReader.read(file));
        check.run(String.valueOf(file.getFileName()));
        return check;
    }

    /** Why a package would not pass verification, as a clause; empty if it would. */
    static Optional<String> problem(PackageContents contents, String fileName) {
        PackageContentCheck check = new PackageContentCheck(contents);
        check.run(fileName);
        return check.checks.stream().filter(Check::failed).map(Check::detail).findFirst();
    }

    PackageContents contents() {
        return contents;
    }

    /** One for each of structure, integrity and identity. */
    List<Check> checks() {
        return checks;
    }

    /** Null if the package does not identify itself. */
    @Nullable
    PackageIdentity identity() {
        return identity;
    }

    /** Whether the package could be read to its end, so that everything else can be checked. */
    boolean isSound() {
        return contents.problems().isEmpty();
    }

    private void run(String fileName) {
        if (!isSound()) {
            checks.add(new Check(Aspect.STRUCTURE, false, String.join("; ", contents.problems())));
            checks.add(unchecked(Aspect.INTEGRITY));
            checks.add(unchecked(Aspect.IDENTITY));
            return;
        }
        checks.add(new Check(
                Aspect.STRUCTURE,
                true,
                contents.entries().size() + " files, in exactly the format that px-plugin writes"));
        checks.add(integrity());
        checks.add(identity(fileName));
    }

    static Check unchecked(Aspect aspect) {
        return Check.notMade(aspect, "the structure is invalid");
    }

    private Check integrity() {
        byte[] integrity = contents.integrity();
        if (integrity == null) {
            return new Check(Aspect.INTEGRITY, false, "there is no integrity.txt");
        }
        if (IntegrityList.isListOf(contents.entries(), integrity)) {
            return new Check(Aspect.INTEGRITY, true, "all " + contents.entries().size() + " files match integrity.txt");
        }
        Map<String, String> listed;
        try {
            listed = IntegrityList.parse(integrity);
        } catch (PublishException e) {
            return new Check(Aspect.INTEGRITY, false, "of integrity.txt, " + e.found());
        }
        List<String> extra = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (PackageEntry entry : contents.entries()) {
            String digest = listed.remove(entry.path());
            if (digest == null) {
                extra.add(entry.path());
            } else if (!digest.equals(entry.sha256())) {
                changed.add(entry.path());
            }
        }
        String detail =
                names("changed", changed) + names("not listed", extra) + names("missing", List.copyOf(listed.keySet()));
        return new Check(
                Aspect.INTEGRITY,
                false,
                detail.isEmpty() ? "integrity.txt is not in the packer's order and form" : detail.strip());
    }

    private Check identity(String fileName) {
        try {
            PackageIdentity stated = PackageIdentity.of(contents);
            identity = stated;
            Optional<String> problem = stated.fileNameProblem(fileName, contents.format());
            return new Check(Aspect.IDENTITY, problem.isEmpty(), problem.orElse(stated.id() + " " + stated.version()));
        } catch (PublishException e) {
            return new Check(Aspect.IDENTITY, false, e.found());
        }
    }

    private static String names(String what, List<String> paths) {
        if (paths.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(what).append(":");
        paths.stream().limit(NAMES_SHOWN).forEach(path -> text.append(' ')
                .append(ForeignText.oneLine(path, MAX_SHOWN)));
        if (paths.size() > NAMES_SHOWN) {
            text.append(" and ").append(paths.size() - NAMES_SHOWN).append(" more");
        }
        return text.append(". ").toString();
    }
}
