package io.powerx.publish.sandbox.store;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sandbox's tokens, generated on first use and stored in {@code tokens.json}. */
public final class Tokens {
    private final Map<String, Token> byHash = new HashMap<>();
    private final Map<String, Secret> byName = new HashMap<>();

    private Tokens() {}

    /** The holder of a token and its permissions. */
    public record Token(String name, Set<Permission> permissions) {}

    static Tokens open(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(
                    file,
                    Json.writePretty(new Document(List.of(
                            fresh("publisher", Permission.PLUGIN_PUBLISH, Permission.PLUGIN_READ),
                            fresh("reviewer", Permission.PLUGIN_REVIEW, Permission.PLUGIN_READ),
                            fresh("reader", Permission.PLUGIN_READ)))));
        }
        Tokens tokens = new Tokens();
        try {
            Document document = Json.mapper().readValue(Files.readString(file), Document.class);
            for (Entry entry : document.tokens()) {
                Set<Permission> permissions = Arrays.stream(Permission.values())
                        .filter(permission -> entry.permissions().contains(permission.wireName()))
                        .collect(Collectors.toUnmodifiableSet());
                tokens.byHash.put(Sha256.hex(entry.token()), new Token(entry.name(), permissions));
                tokens.byName.put(entry.name(), Secret.of(entry.token()));
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException | NullPointerException e) {
            throw unreadable(file, "it is not a valid token file; delete it to generate new tokens", e);
        }
        if (!tokens.byName.keySet().containsAll(Set.of("publisher", "reviewer", "reader"))) {
            throw unreadable(file, "it lacks a token; delete it to generate new tokens", null);
        }
        return tokens;
    }

    private static PublishException unreadable(
            Path file, String found, @org.jspecify.annotations.Nullable Exception cause) {
        return PublishException.of(ErrorCode.CONFIG_INVALID, "read the sandbox's tokens from " + file, found)
                .causedBy(cause);
    }

    private static Entry fresh(String name, Permission... permissions) {
        return new Entry(
                name,
                Ids.token("pxs"),
                Arrays.stream(permissions).map(Permission::wireName).toList());
    }

    /** The token with that name: publisher, reviewer or reader. */
    public Secret secret(String name) {
        Secret secret = byName.get(name);
        if (secret == null) {
            throw new IllegalArgumentException("There is no token named " + name);
        }
        return secret;
    }

    /** Finds a token by its digest, so that the duration of the lookup reveals nothing. */
    public Optional<Token> find(String token) {
        return Optional.ofNullable(byHash.get(Sha256.hex(token)));
    }

    private record Document(List<Entry> tokens) {}

    private record Entry(String name, String token, List<String> permissions) {}
}
