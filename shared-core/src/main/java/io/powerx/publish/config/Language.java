package io.powerx.publish.config;

import io.powerx.publish.message.MessageCatalog;

/** The language of texts for people. */
public enum Language implements WireEnum {
    EN,
    /** Simplified Chinese. */
    ZH;

    /** The texts of the core in this language. */
    public MessageCatalog messages() {
        return this == ZH ? MessageCatalog.chinese() : MessageCatalog.ENGLISH;
    }
}
