package io.powerx.publish.precheck.secrets;

/**
 * A secret in a file, without the secret.
 *
 * @param kind what it is, as a noun with an article, such as {@code a GitHub token}
 * @param shown the beginning of the secret, by which its owner recognizes it and which is of no use to others
 * @param line from 1
 * @param column from 1, in bytes
 */
public record FoundSecret(String kind, String shown, Certainty certainty, int line, int column) {
    /** The id of the rule that reports secrets, which comments in files refer to. */
    public static final String RULE = "PX-F009";

    /** How sure it is that a text is a usable secret. */
    public enum Certainty {
        /** Its form, or its checksum, leaves no doubt. */
        CERTAIN,
        /** It may also be a value for development, or public. */
        LIKELY,
        /** It was usable once. */
        EXPIRED
    }
}
