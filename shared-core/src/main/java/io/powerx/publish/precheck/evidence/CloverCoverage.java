package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads Clover's XML, which PHPUnit, Jest and Vitest write. */
final class CloverCoverage {
    /** Lines of methods repeat what their statements show. */
    private static final Set<String> COUNTED = Set.of("stmt", "cond");

    private final XMLStreamReader xml;
    private final CoverageReport report = new CoverageReport();
    private @Nullable FileCoverage file;
    private @Nullable Counts total;

    private CloverCoverage(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Whether the root element, at which the reader is, is that of Clover and not of Cobertura. */
    static boolean isRoot(XMLStreamReader xml) {
        return xml.getAttributeValue(null, "line-rate") == null
                && (xml.getAttributeValue(null, "generated") != null || xml.getAttributeValue(null, "clover") != null);
    }

    static CoverageReport read(XMLStreamReader xml) throws XMLStreamException, UnreadableReport {
        CloverCoverage clover = new CloverCoverage(xml);
        clover.report.written(DatedReport.latest(xml.getAttributeValue(null, "generated")));
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                clover.start();
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("file")) {
                clover.file = null;
            }
        }
        Counts total = clover.total;
        if (clover.report.counts().total() == 0 && total != null) {
            clover.report.files().clear();
            clover.report.file(CoverageReport.WHOLE).summary(total);
        }
        return clover.report;
    }

    private void start() throws UnreadableReport {
        switch (xml.getLocalName()) {
            case "file" -> {
                String path = xml.getAttributeValue(null, "path");
                String name = path == null ? xml.getAttributeValue(null, "name") : path;
                file = report.file(name == null ? CoverageReport.WHOLE : name);
            }
            case "line" -> {
                String type = xml.getAttributeValue(null, "type");
                FileCoverage current = file;
                if (current != null && type != null && COUNTED.contains(type)) {
                    report.line(
                            current,
                            SafeXml.number(xml, "num", 0),
                            SafeXml.number(xml, "count", 0) > 0,
                            Math.max(0, xml.getLocation().getLineNumber()));
                }
            }
            case "metrics" -> {
                // Those of the project are either the first or the last; both list the most statements.
                Counts counts =
                        new Counts(SafeXml.number(xml, "coveredstatements", 0), SafeXml.number(xml, "statements", 0));
                total = total == null || counts.total() > total.total() ? counts : total;
            }
            default -> {
                // Packages and classes only group files.
            }
        }
    }
}
