package io.powerx.publish.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes a setting in the user's file, {@code ~/.powerx-plugin/config.json}, and nothing else in it. */
final class UserSettings {
    private UserSettings() {}

    /**
     * Writes a setting in one step: the file has the old or the new content, whatever happens.
     *
     * @param setting with a key in the user's file
     * @return the file
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if the user has no home folder, {@link ErrorCode#CONFIG_INVALID} if the file
     *     is not plain JSON, {@link ErrorCode#CONFIG_UNREADABLE}, {@link ErrorCode#STORAGE_FAILED}; the file is then unchanged
     */
    static Path write(Host host, Setting setting, boolean value) {
        Path home = host.home();
        if (home == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "write the user's settings", "the user has no usable home folder");
        }
        Path file = home.resolve(".powerx-plugin").resolve("config.json");
        ObjectNode settings = read(file);
        put(settings, setting.homeKeys().get(0).split("\\."), value, file);
        try {
            PrivateFiles.createDirectory(home.resolve(".powerx-plugin"));
            // A link, for example into a repository of settings, remains one.
            PrivateFiles.write(Files.exists(file) ? file.toRealPath() : file, Json.writePretty(settings));
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write " + file, e);
        }
        return file;
    }

    private static ObjectNode read(Path file) {
        if (!Files.exists(file)) {
            return Json.mapper().createObjectNode();
        }
        String text = FolderFiles.text(file);
        try {
            JsonNode content = text.isBlank()
                    ? Json.mapper().createObjectNode()
                    : Json.mapper().readTree(text);
            if (content instanceof ObjectNode settings) {
                return settings;
            }
        } catch (JsonProcessingException e) {
            throw invalid(file).causedBy(e);
        }
        throw invalid(file);
    }

    private static void put(ObjectNode settings, String[] key, boolean value, Path file) {
        ObjectNode at = settings;
        for (int i = 0; i < key.length - 1; i++) {
            JsonNode next = at.path(key[i]);
            if (next.isMissingNode() || next.isNull()) {
                at = at.putObject(key[i]);
            } else if (next instanceof ObjectNode object) {
                at = object;
            } else {
                throw invalid(file);
            }
        }
        at.put(key[key.length - 1], value);
    }

    private static PublishException invalid(Path file) {
        return PublishException.of(
                ErrorCode.CONFIG_INVALID,
                "change " + file,
                "it is not a JSON object, or it contains comments, which would be lost");
    }
}
