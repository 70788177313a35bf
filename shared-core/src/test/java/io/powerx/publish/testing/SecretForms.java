package io.powerx.publish.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The forms in which a server or a log may repeat a secret. */
public final class SecretForms {
    private SecretForms() {}

    /**
     * All forms of a secret.
     *
     * @param secret of at least 20 characters, with all of {@code / + = & < "}
     */
    public static Map<String, String> of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        String percent = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("plain", secret);
        forms.put("upper case", secret.toUpperCase(Locale.ROOT));
        forms.put("lower case", secret.toLowerCase(Locale.ROOT));
        forms.put("hex", HexFormat.of().formatHex(bytes));
        forms.put("upper-case hex", HexFormat.of().withUpperCase().formatHex(bytes));
        forms.put("spaced hex", HexFormat.ofDelimiter(" ").formatHex(bytes));
        forms.put("hex with colons", HexFormat.ofDelimiter(":").formatHex(bytes));
        forms.put("JSON", secret.replace("/", "\\/").replace("\"", "\\\""));
        forms.put("JSON Unicode escapes", secret.replace("/", "\\u002F").replace("<", "\\u003c"));
        forms.put("HTML", secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        forms.put("HTML numeric entities", secret.replace("/", "&#47;").replace("=", "&#x3D;"));
        forms.put("percent", percent);
        forms.put("lower-case percent", percent.toLowerCase(Locale.ROOT));
        forms.put("percent in parts", secret.replace("+", "%2b").replace("=", "%3D"));
        forms.put("percent twice", URLEncoder.encode(percent, StandardCharsets.UTF_8));
        forms.put("percent of HTML", URLEncoder.encode(secret.replace("&", "&amp;"), StandardCharsets.UTF_8));
        forms.put("wrapped", secret.substring(0, 9) + "\r\n    " + secret.substring(9));
        forms.put(
                "zero-width",
                secret.substring(0, 9) + "\u200B" + secret.substring(9, 14) + "\uFEFF" + secret.substring(14));
        forms.put(
                "variation selectors and tags",
                secret.substring(0, 5) + "\uFE0F" + secret.substring(5, 9) + "\uDB40\uDC41" + secret.substring(9, 14)
                        + "\u034F" + secret.substring(14));
        forms.put("Base64", base64);
        forms.put("wrapped Base64", base64.substring(0, 12) + "\n" + base64.substring(12));
        forms.put("URL Base64", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.put("Base64 twice", Base64.getEncoder().encodeToString(base64.getBytes(StandardCharsets.US_ASCII)));
        forms.put(
                "Base64 of Basic",
                Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8)));
        return forms;
    }
}
