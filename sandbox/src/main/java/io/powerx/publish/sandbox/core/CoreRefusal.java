package io.powerx.publish.sandbox.core;

import io.powerx.publish.sandbox.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A refusal in the format of core. It is thrown as a problem whose detail is the message. */
record CoreRefusal(String message, String error, Map<String, String> details) {
    private static final String REQUIRED = "\u6b64\u5b57\u6bb5\u4e3a\u5fc5\u586b\u9879";
    private static final String INVALID = "\u53c2\u6570\u9a8c\u8bc1\u5931\u8d25";
    private static final String ERROR = "error";

    static ProblemException of(int status, String message, String error) {
        return ProblemException.of(status, "refused", message).with(ERROR, error);
    }

    /** The reply to an unknown id, which core reports like every unspecific error (writePipelineError). */
    static ProblemException unknownId() {
        return of(500, "pipeline operation failed", "record not found");
    }

    /** Reports missing members by their names in Go, like core's validator. */
    static ProblemException missing(List<String> goNames) {
        StringBuilder error = new StringBuilder();
        ProblemException problem = ProblemException.of(400, "refused", INVALID);
        for (String name : goNames) {
            error.append(error.isEmpty() ? "" : "\n")
                    .append("Key: 'publishCreateRequest.")
                    .append(name)
                    .append("' Error:Field validation for '")
                    .append(name)
                    .append("' failed on the 'required' tag");
            problem.error(name, "required", REQUIRED);
        }
        return problem.with(ERROR, error.toString());
    }

    static CoreRefusal of(ProblemException problem) {
        Map<String, String> details = new LinkedHashMap<>();
        problem.errors().forEach(field -> details.put(field.pointer(), field.detail()));
        Object error = problem.members().get(ERROR);
        return new CoreRefusal(String.valueOf(problem.getMessage()), error == null ? "" : error.toString(), details);
    }
}
