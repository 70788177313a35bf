package io.powerx.publish.doctor;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.event.Quantities;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Java runs the program, and its encoding decides which file names it can read. */
record JavaCheck(int release, String version, long heap, String fileNameEncoding) implements Examination {
    private static final int OLDEST = 17;
    private static final long MIN_HEAP = 200L << 20;

    /** This process. */
    JavaCheck() {
        this(
                Runtime.version().feature(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().maxMemory(),
                System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));
    }

    @Override
    public String id() {
        return "java";
    }

    @Override
    public void run(Consumer<Diagnosis> results) {
        results.accept(java());
    }

    private Diagnosis java() {
        if (release < OLDEST) {
            return Diagnosis.fail(
                    id(),
                    ErrorCode.OPTION_INVALID,
                    version,
                    "Install Java " + OLDEST + " or newer, and set JAVA_HOME.");
        }
        if (heap < MIN_HEAP) {
            return Diagnosis.warn(
                    id(),
                    version + ", limited to " + Quantities.size(heap) + " of memory",
                    "Allow more memory, for example with JAVA_TOOL_OPTIONS=-Xmx512m.");
        }
        if (!isUnicode(fileNameEncoding)) {
            return Diagnosis.warn(
                    id(),
                    version + ", which reads file names as " + fileNameEncoding,
                    "Set LC_ALL=C.UTF-8; otherwise files whose names are not ASCII cannot be packed.");
        }
        return Diagnosis.pass(id(), version + ", " + Quantities.size(heap) + " of memory");
    }

    private static boolean isUnicode(String encoding) {
        return Charset.isSupported(encoding) && Charset.forName(encoding).name().startsWith("UTF-");
    }
}
