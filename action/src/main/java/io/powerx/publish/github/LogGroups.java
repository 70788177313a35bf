package io.powerx.publish.github;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.message.MessageCatalog;

/** Puts the log lines of each stage into a collapsible group. The outcome of the stage follows the group, so that it stays visible. */
final class LogGroups implements PublishListener {
    private final WorkflowLog log;
    private final MessageCatalog messages;
    private final PublishListener listener;
    private boolean open;

    LogGroups(WorkflowLog log, MessageCatalog messages, PublishListener listener) {
        this.log = log;
        this.messages = messages;
        this.listener = listener;
    }

    @Override
    public synchronized void on(PublishEvent event) {
        if (event instanceof PublishEvent.StageStarted started) {
            close();
            log.group(messages.text(started.title()));
            open = true;
        } else if (event instanceof PublishEvent.StageFinished
                || event instanceof PublishEvent.StageSkipped
                || event instanceof PublishEvent.Failed) {
            close();
        }
        listener.on(event);
    }

    synchronized void close() {
        if (open) {
            open = false;
            log.endGroup();
        }
    }
}
