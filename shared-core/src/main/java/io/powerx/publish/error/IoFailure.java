package io.powerx.publish.error;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a file system refused something. Java has exceptions of their own for some of these and hides the rest in messages, which are
 * often no more than the path.
 */
public enum IoFailure {
    NOT_FOUND("there is no such file", "there is no %s", "no such file or directory"),
    NO_PERMISSION("permission is denied", "no permission for %s", "permission denied", "operation not permitted"),
    NO_SPACE(
            "there is no space left on the disk",
            "there is no space left for %s",
            "no space left on device",
            "disk quota exceeded",
            "there is not enough space on the disk"),
    IS_DIRECTORY("it is a directory", "%s is a directory", "is a directory"),
    NOT_DIRECTORY("it is not a directory", "%s is not a directory", "not a directory"),
    READ_ONLY("the file system is read-only", "%s is on a read-only file system", "read-only file system"),
    EXISTS("it exists already", "%s exists already", "file exists"),
    NOT_EMPTY("the directory is not empty", "the directory %s is not empty", "directory not empty"),
    INTERRUPTED("it was interrupted", "it was interrupted"),
    CUT_OFF("it ends early", "it ends early"),
    OTHER("no reason is given", "%s");

    /** What {@link java.io.RandomAccessFile} and the like say: {@code path (reason)}. */
    private static final Pattern OLD_STYLE = Pattern.compile("(.*) \\(([^()]+)\\)", Pattern.DOTALL);

    private final String reason;
    private final String withFile;
    // An immutable list, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> messages;

    /** @param messages what operating systems say, in lower case */
    IoFailure(String reason, String withFile, String... messages) {
        this.reason = reason;
        this.withFile = withFile;
        this.messages = List.of(messages);
    }

    /** The kind of a failure; {@link #OTHER} if it is none of those known here. */
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
        String said = said(failure);
        if (said == null) {
            return failure instanceof EOFException ? CUT_OFF : OTHER;
        }
        String message = said.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.messages.contains(message))
                .findFirst()
                .orElse(OTHER);
    }

    /** The failure as a clause that does not contain the file's path, for a sentence that has named the file. */
    public static String reason(IOException failure) {
        IoFailure kind = of(failure);
        String said = said(failure);
        return kind == OTHER && said != null ? inASentence(said) : kind.reason;
    }

    /** The failure as a clause with the file's path, if the exception has one. */
    public static String text(IOException failure) {
        String file = file(failure);
        if (file == null) {
            return reason(failure);
        }
        IoFailure kind = of(failure);
        return kind == OTHER ? file + ": " + reason(failure) : kind.withFile.formatted(file);
    }

    /**
     * The code for an error whose remedy depends on the reason.
     *
     * @param otherwise the code of a failure that freeing space does not cure
     */
    public static ErrorCode code(IOException failure, ErrorCode otherwise) {
        return of(failure) == NO_SPACE ? ErrorCode.DISK_FULL : otherwise;
    }

    private static @Nullable String file(IOException failure) {
        if (failure instanceof FileSystemException known) {
            return known.getFile();
        }
        return oldStyle(failure, 1);
    }

    private static @Nullable String said(IOException failure) {
        if (failure instanceof FileSystemException known) {
            return known.getReason();
        }
        String reason = oldStyle(failure, 2);
        return reason == null ? failure.getMessage() : reason;
    }

    private static @Nullable String oldStyle(IOException failure, int group) {
        if (failure instanceof FileNotFoundException && failure.getMessage() != null) {
            Matcher parts = OLD_STYLE.matcher(failure.getMessage());
            return parts.matches() ? parts.group(group) : null;
        }
        return null;
    }

    private static String inASentence(String message) {
        boolean word = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return word ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
    }
}
