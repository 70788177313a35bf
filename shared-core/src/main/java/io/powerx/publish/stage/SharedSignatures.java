package io.powerx.publish.stage;

import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.SigningContext;
import io.powerx.publish.sign.SigningSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of a run with several targets. Signatures with the same key over the same content are made once, because the
 * signature is in the package, which would otherwise differ. A signing service decides for each channel whether it signs.
 */
public final class SharedSignatures {
    private final Map<List<@Nullable Object>, DetachedSignature> made = new HashMap<>();

    /** @param list SHA-256 of the integrity list that is signed, in hex */
    DetachedSignature get(
            SigningSettings settings, SigningContext purpose, String list, Supplier<DetachedSignature> signing) {
        List<@Nullable Object> key = Arrays.asList(
                settings.profile(),
                settings.key(),
                settings.certificate(),
                settings.endpoint(),
                settings.endpoint() == null ? null : purpose.channel(),
                list);
        DetachedSignature known = made.get(key);
        if (known == null) {
            known = signing.get();
            made.put(key, known);
        }
        return known;
    }
}
