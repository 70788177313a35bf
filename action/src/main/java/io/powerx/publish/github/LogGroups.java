package io.powerx.publish.github;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;

/** Folds what a stage tells into a group of the log; its outcome stands below the group, where it is seen. */
final class LogGroups implements PublishListener {
    private final WorkflowLog log;
    private final PublishListener account;
    private boolean open;

    LogGroups(WorkflowLog log, PublishListener account) {
        this.log = log;
        this.account = account;
    }

    @Override
    public synchronized void on(PublishEvent event) {
        if (event instanceof PublishEvent.StageStarted started) {
            close();
            log.group(started.title());
            open = true;
        } else if (event instanceof PublishEvent.StageFinished
                || event instanceof PublishEvent.StageSkipped
                || event instanceof PublishEvent.Failed) {
            close();
        }
        account.on(event);
    }

    synchronized void close() {
        if (open) {
            open = false;
            log.endGroup();
        }
    }
}
