package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads OpenCover's XML, which Coverlet writes for .NET. */
final class OpenCoverCoverage {
    /** Longer statements are implausible. */
    private static final int MAX_LINES = 10_000;

    private final XMLStreamReader xml;
    private final CoverageReport report = new CoverageReport();
    private final Map<String, String> files = new HashMap<>();
    private String method = "";
    private @Nullable Counts total;

    private OpenCoverCoverage(XMLStreamReader xml) {
        this.xml = xml;
    }

    static CoverageReport read(XMLStreamReader xml) throws XMLStreamException, UnreadableReport {
        OpenCoverCoverage session = new OpenCoverCoverage(xml);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                session.start();
            }
        }
        Counts total = session.total;
        if (session.report.counts().total() == 0 && total != null) {
            session.report.files().clear();
            session.report.file(CoverageReport.WHOLE).summary(total);
        }
        return session.report;
    }

    private void start() throws UnreadableReport {
        switch (xml.getLocalName()) {
            case "Summary" -> {
                // The first summary is that of the session.
                if (total == null) {
                    total = new Counts(
                            SafeXml.number(xml, "visitedSequencePoints", 0),
                            SafeXml.number(xml, "numSequencePoints", 0));
                }
            }
            case "Module" -> files.clear();
            case "File" -> files.put(attribute("uid"), attribute("fullPath"));
            case "FileRef" -> method = attribute("uid");
            case "Method" -> method = "";
            case "SequencePoint" -> sequencePoint();
            default -> {
                // Classes and branches repeat the data of the sequence points.
            }
        }
    }

    private void sequencePoint() throws UnreadableReport {
        String id = attribute("fileid").isEmpty() ? method : attribute("fileid");
        FileCoverage file = report.file(files.getOrDefault(id, CoverageReport.WHOLE));
        long first = SafeXml.number(xml, "sl", 0);
        long last = Math.min(SafeXml.number(xml, "el", first), first + MAX_LINES);
        boolean covered = SafeXml.number(xml, "vc", 0) > 0;
        for (long line = first; line <= last; line++) {
            report.line(file, line, covered, Math.max(0, xml.getLocation().getLineNumber()));
        }
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
