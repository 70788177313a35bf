package io.powerx.publish.sign;

import com.fasterxml.jackson.annotation.JsonValue;

/** The formats of signatures in requests (contract, signatures[].format). */
public enum SignatureFormat {
    CMS_DETACHED("cms-detached"),
    RAW("raw");

    private final String wireName;

    SignatureFormat(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }
}
