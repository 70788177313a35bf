package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the XML coverage formats: Cobertura and JaCoCo itself, Clover and OpenCover through their readers. */
final class XmlCoverage {
    private final XMLStreamReader xml;
    private final CoverageReport report = new CoverageReport();

    private XmlCoverage(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Reads a report; empty if it has none of these formats. */
    static Optional<CoverageReport> read(InputStream in) throws UnreadableReport {
        try {
            XMLStreamReader xml = SafeXml.open(in);
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // Skip what precedes the root element.
            }
            return switch (xml.getLocalName()) {
                case "coverage" ->
                    CloverCoverage.isRoot(xml)
                            ? Optional.of(CloverCoverage.read(xml))
                            : new XmlCoverage(xml).cobertura();
                case "CoverageSession" -> Optional.of(OpenCoverCoverage.read(xml));
                case "report" -> new XmlCoverage(xml).jacoco();
                default -> Optional.empty();
            };
        } catch (XMLStreamException e) {
            throw SafeXml.unreadable(e);
        }
    }

    private Optional<CoverageReport> cobertura() throws XMLStreamException, UnreadableReport {
        report.written(DatedReport.latest(xml.getAttributeValue(null, "timestamp")));
        String rate = xml.getAttributeValue(null, "line-rate");
        boolean known = rate != null;
        boolean counted = xml.getAttributeValue(null, "lines-valid") != null;
        Counts declared = new Counts(SafeXml.number(xml, "lines-covered", 0), SafeXml.number(xml, "lines-valid", 0));
        List<String> sources = new ArrayList<>();
        FileCoverage file = null;
        int inMethods = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
                continue;
            }
            boolean start = event == XMLStreamConstants.START_ELEMENT;
            String element = xml.getLocalName();
            if (element.equals("methods")) {
                inMethods += start ? 1 : -1;
            } else if (start && element.equals("packages")) {
                known = true;
            } else if (start && element.equals("source")) {
                sources.add(xml.getElementText().strip());
            } else if (start && element.equals("class")) {
                file = report.file(fileName(sources));
            } else if (start && element.equals("line") && inMethods == 0 && file != null) {
                // The lines of a method are listed again for its class.
                line(file, "number", SafeXml.number(xml, "hits", 0) > 0);
            }
        }
        if (!known) {
            return Optional.empty();
        }
        if (report.counts().total() == 0) {
            report.files().clear();
            report.file(CoverageReport.WHOLE).summary(declared);
            report.rate(counted ? null : rate);
        }
        return Optional.of(report);
    }

    private String fileName(List<String> sources) {
        String name = xml.getAttributeValue(null, "filename");
        if (name == null) {
            return CoverageReport.WHOLE;
        }
        boolean relative = !name.startsWith("/") && !name.matches("[A-Za-z]:.*");
        return relative
                        && sources.size() == 1
                        && !sources.get(0).isEmpty()
                        && !sources.get(0).equals(".")
                ? sources.get(0) + "/" + name
                : name;
    }

    private Optional<CoverageReport> jacoco() throws XMLStreamException, UnreadableReport {
        Counts total = null;
        String folder = "";
        FileCoverage file = null;
        int depth = 1;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                file = xml.getLocalName().equals("sourcefile") ? null : file;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                switch (xml.getLocalName()) {
                    case "sessioninfo" -> report.written(DatedReport.latest(xml.getAttributeValue(null, "dump")));
                    case "package" -> folder = name();
                    case "sourcefile" -> file = report.file(folder.isEmpty() ? name() : folder + "/" + name());
                    case "line" -> {
                        if (file != null) {
                            line(file, "nr", SafeXml.number(xml, "ci", 0) > 0);
                        }
                    }
                    case "counter" -> total = depth == 2 ? counter(total) : total;
                    default -> {
                        // Classes and methods repeat the data of the source files.
                    }
                }
            }
        }
        if (report.counts().total() > 0) {
            return Optional.of(report);
        }
        report.files().clear();
        if (total == null) {
            return Optional.empty();
        }
        report.file(CoverageReport.WHOLE).summary(total);
        return Optional.of(report);
    }

    private @Nullable Counts counter(@Nullable Counts before) {
        if (!"LINE".equals(xml.getAttributeValue(null, "type"))) {
            return before;
        }
        long covered = SafeXml.number(xml, "covered", 0);
        return new Counts(covered, covered + SafeXml.number(xml, "missed", 0));
    }

    private String name() {
        String name = xml.getAttributeValue(null, "name");
        return name == null ? "" : name;
    }

    private void line(FileCoverage file, String attribute, boolean covered) throws UnreadableReport {
        long number = SafeXml.number(xml, attribute, 0);
        if (number == 0) {
            file.summary(new Counts(covered ? 1 : 0, 1));
        } else {
            report.line(file, number, covered, Math.max(0, xml.getLocation().getLineNumber()));
        }
    }
}
