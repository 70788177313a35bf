package io.powerx.publish.error;

import io.powerx.publish.message.MessageCatalog;
import java.util.Set;

/** A vocabulary that translates its words, and the templates that it renders. */
final class TranslatedVocabulary implements Vocabulary {
    private final Vocabulary words;
    private final MessageCatalog messages;

    TranslatedVocabulary(Vocabulary words, MessageCatalog messages) {
        this.words = words;
        this.messages = messages;
    }

    @Override
    public String option(String name) {
        return messages.text(words.option(name));
    }

    @Override
    public String command(String name) {
        return messages.text(words.command(name));
    }

    @Override
    public String withdraw(String publishId) {
        return words.withdraw(publishId);
    }

    @Override
    public Vocabulary forCommand(String name) {
        return new TranslatedVocabulary(words.forCommand(name), messages);
    }

    @Override
    public Vocabulary connecting(String options) {
        return new TranslatedVocabulary(words.connecting(options), messages);
    }

    @Override
    public String render(String template) {
        return Placeholders.render(this, messages.composed(template), word -> true);
    }

    @Override
    public String render(String template, Set<String> options) {
        return Placeholders.render(this, messages.composed(template), options::contains);
    }
}
