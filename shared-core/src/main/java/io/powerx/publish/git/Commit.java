package io.powerx.publish.git;

import java.util.List;

/**
 * A commit.
 *
 * @param id 40 hex digits
 * @param message the whole message, foreign text
 * @param author the author's name, foreign text
 * @param parents ids of its parents
 */
public record Commit(String id, String message, String author, List<String> parents) {
    public boolean isMerge() {
        return parents.size() > 1;
    }
}
