package io.powerx.publish.doctor;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.telemetry.SpoolContent;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The telemetry events that wait on disk. A publish succeeds without telemetry, so that nothing here fails. */
record SpoolCheck(DoctorInput input) implements Examination {
    private static final int MANY = 100;

    @Override
    public String id() {
        return "spool";
    }

    @Override
    public void run(Consumer<Diagnosis> results) {
        results.accept(spool());
    }

    private Diagnosis spool() {
        Path folder = input.spool();
        if (folder == null) {
            return Diagnosis.warn(
                    id(),
                    "there is no usable home folder, so events that cannot be sent at once are lost",
                    "Set HOME to the absolute path of a writable folder.");
        }
        Diagnosis disk = DiskCheck.folder(id(), folder);
        if (disk.code() != null) {
            return Diagnosis.warn(id(), disk.found(), "Allow this user to write there.");
        }
        SpoolContent content;
        try {
            content = SpoolContent.read(folder);
        } catch (PublishException e) {
            return Diagnosis.warn(
                    id(), "failed to " + e.tried() + ": " + e.found(), "Allow this user to read the folder.");
        }
        int waiting = content.events().size();
        String found = waiting == 0 ? "no event is waiting" : Quantities.count(waiting, "event") + " waiting";
        if (content.dropped() > 0) {
            found += ", " + content.dropped() + " dropped";
        }
        return waiting > MANY || content.dropped() > 0
                ? Diagnosis.warn(id(), found, "Check the telemetry endpoint, then run {command:telemetry} flush.")
                : Diagnosis.pass(id(), found);
    }
}
