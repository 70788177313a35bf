package io.powerx.publish.error;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reasons for failures of file operations. Java has exception classes for some of them; the others only differ in their
 * messages, and a message is often just the path.
 */
public enum IoFailure {
    NOT_FOUND("the file does not exist", "%s does not exist", "no such file or directory"),
    NO_PERMISSION(
            "permission was denied", "permission was denied for %s", "permission denied", "operation not permitted"),
    NO_SPACE(
            "there is no space left on the disk",
            "there is no space left for %s",
            "no space left on device",
            "there is not enough space on the disk"),
    NO_QUOTA("the disk quota is exhausted", "the disk quota is exhausted for %s", "disk quota exceeded"),
    TOO_MANY_FILES(
            "too many files are open",
            "too many files are open to open %s",
            "too many open files",
            "too many open files in system"),
    IS_DIRECTORY("it is a directory", "%s is a directory", "is a directory"),
    NOT_DIRECTORY("it is not a directory", "%s is not a directory", "not a directory"),
    READ_ONLY("the file system is read-only", "%s is on a read-only file system", "read-only file system"),
    EXISTS("it already exists", "%s already exists", "file exists"),
    NOT_EMPTY("the directory is not empty", "the directory %s is not empty", "directory not empty"),
    INTERRUPTED("it was interrupted", "it was interrupted"),
    TRUNCATED("it is incomplete", "it is incomplete"),
    OTHER("the reason is unknown", "%s");

    /** The messages of {@link java.io.RandomAccessFile} and other old classes: {@code path (reason)}. */
    private static final Pattern PATH_AND_REASON = Pattern.compile("(.*) \\(([^()]+)\\)", Pattern.DOTALL);

    private final String reason;
    private final String withFile;

    // The list is immutable, which the checker cannot verify.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> messages;

    /** @param messages the messages of operating systems, in lower case */
    IoFailure(String reason, String withFile, String... messages) {
        this.reason = reason;
        this.withFile = withFile;
        this.messages = List.of(messages);
    }

    /** Classifies a failure; {@link #OTHER} if it is not recognized. */
    public static IoFailure of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return NOT_FOUND;
        }
        if (failure instanceof AccessDeniedException) {
            return NO_PERMISSION;
        }
        if (failure instanceof NotDirectoryException) {
            return NOT_DIRECTORY;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return EXISTS;
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return NOT_EMPTY;
        }
        if (failure instanceof ClosedByInterruptException) {
            return INTERRUPTED;
        }
        String message = message(failure);
        if (message == null) {
            return failure instanceof EOFException ? TRUNCATED : OTHER;
        }
        String normalized = message.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.messages.contains(normalized))
                .findFirst()
                .orElse(OTHER);
    }

    /** Describes the failure in a clause without the path, for messages that already contain it. */
    public static String reason(IOException failure) {
        IoFailure kind = of(failure);
        String message = message(failure);
        return kind == OTHER && message != null ? clause(message) : kind.reason;
    }

    /** Describes the failure in a clause with the path, if the exception has one. */
    public static String text(IOException failure) {
        String file = file(failure);
        if (file == null) {
            return reason(failure);
        }
        IoFailure kind = of(failure);
        if (kind == NOT_FOUND) {
            return missing(file);
        }
        return kind == OTHER ? file + ": " + reason(failure) : kind.withFile.formatted(file);
    }

    /** A file that is to be written is not what is missing. */
    private static String missing(String file) {
        Path folder = Path.of(file).getParent();
        return folder == null || Files.exists(folder)
                ? NOT_FOUND.withFile.formatted(file)
                : "the folder " + folder + " does not exist";
    }

    /**
     * Returns the error for a failure, with a remedy for its reason.
     *
     * @param otherwise the code if neither the disk is full nor the thread interrupted
     * @param tried what was tried, as an infinitive clause
     */
    public static PublishException error(ErrorCode otherwise, String tried, IOException failure) {
        return PublishException.of(code(otherwise, failure), tried, text(failure))
                .advice(of(failure).advice())
                .causedBy(failure);
    }

    /**
     * Returns {@link ErrorCode#DISK_FULL} for a full disk or an exhausted quota, and {@link ErrorCode#INTERRUPTED} if the
     * thread was interrupted.
     *
     * @param otherwise the code for all other failures
     */
    public static ErrorCode code(ErrorCode otherwise, IOException failure) {
        return switch (of(failure)) {
            case NO_SPACE, NO_QUOTA -> ErrorCode.DISK_FULL;
            case INTERRUPTED -> ErrorCode.INTERRUPTED;
            default -> otherwise;
        };
    }

    private @Nullable String advice() {
        return switch (this) {
            case NO_PERMISSION -> "Allow this user to access the path, or choose another path.";
            case READ_ONLY -> "Choose a path on a file system that is not read-only.";
            case TOO_MANY_FILES -> "Increase the limit of open files (ulimit -n).";
            default -> null;
        };
    }

    private static @Nullable String file(IOException failure) {
        if (failure instanceof FileSystemException known) {
            return known.getFile();
        }
        return part(failure, 1);
    }

    private static @Nullable String message(IOException failure) {
        if (failure instanceof FileSystemException known) {
            return known.getReason();
        }
        String reason = part(failure, 2);
        return reason == null ? failure.getMessage() : reason;
    }

    private static @Nullable String part(IOException failure, int group) {
        if (failure instanceof FileNotFoundException && failure.getMessage() != null) {
            Matcher parts = PATH_AND_REASON.matcher(failure.getMessage());
            return parts.matches() ? parts.group(group) : null;
        }
        return null;
    }

    private static String clause(String message) {
        boolean startsWithWord = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return startsWithWord ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
    }
}
