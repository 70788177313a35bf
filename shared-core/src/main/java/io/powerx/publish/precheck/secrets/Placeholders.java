package io.powerx.publish.precheck.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Distinguishes secrets from the values that documentation and samples have in their place. */
final class Placeholders {
    private static final List<String> WORDS = List.of(
            "change_me",
            "change-me",
            "changeme",
            "changeit",
            "dummy",
            "example",
            "insert",
            "placeholder",
            "redacted",
            "replace",
            "sample",
            "todo",
            "your",
            "1234567890",
            "abcdefgh",
            "xxxx",
            "****",
            "....",
            "0000000");

    /** Passwords of development setups. */
    private static final Set<String> WEAK = Set.of(
            "",
            "admin",
            "app",
            "debug",
            "default",
            "demo",
            "dev",
            "develop",
            "development",
            "guest",
            "local",
            "localdev",
            "mongo",
            "mysql",
            "none",
            "null",
            "pass",
            "passwd",
            "password",
            "postgres",
            "powerx",
            "pw",
            "pwd",
            "rabbitmq",
            "redis",
            "root",
            "secret",
            "test",
            "testing",
            "user",
            "username",
            "123456",
            "12345678",
            "123456789");

    private Placeholders() {}

    /** Whether a value is replaced before it is used, such as {@code ${NAME}} and {@code <name>}. */
    static boolean isTemplate(String value) {
        return (!value.isEmpty() && "$<{[%(".indexOf(value.charAt(0)) >= 0)
                || value.contains("${")
                || value.contains("{{")
                || value.contains("$(");
    }

    /** Whether a value stands for another one. */
    static boolean isPlaceholder(String value) {
        if (value.isBlank() || isTemplate(value)) {
            return true;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains)
                || value.chars().distinct().count() <= 2
                || lower.matches("p[a@]ss(?:w(?:or)?d)?");
    }

    /** Whether a password protects nothing that is worth it. */
    static boolean isWeak(String password, String user) {
        String lower = password.toLowerCase(Locale.ROOT);
        return lower.equals(user.toLowerCase(Locale.ROOT))
                || WEAK.contains(lower)
                || lower.matches("(?:[a-z]+[_-]?)?(?:password|passwd|pass|secret|pwd|dev|test)[_-]?[0-9]{0,4}")
                || lower.matches("(?:powerx|postgres|mysql|admin|root|user|app|test|dev|plugin)[_-]?[a-z]*[0-9]{0,4}");
    }

    /** Whether a random value could look like this: bits of entropy per character. */
    static boolean isRandom(String value, double bits) {
        int[] counts = new int[256];
        value.chars().forEach(character -> counts[character & 0xFF]++);
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / value.length();
                entropy -= share * Math.log(share) / Math.log(2);
            }
        }
        return entropy >= bits;
    }
}
