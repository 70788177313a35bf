package io.powerx.publish.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, for requests and receipts. */
public final class ClientVersion {
    private static final String CURRENT = read();

    private ClientVersion() {}

    /** The version, such as {@code 0.1.0}. */
    public static String current() {
        return CURRENT;
    }

    /** The User-Agent header, such as {@code px-publish/0.1.0}. */
    public static String userAgent() {
        return "px-publish/" + CURRENT;
    }

    private static String read() {
        try (InputStream resource = ClientVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
