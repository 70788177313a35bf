package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.CoverageFormat.Counts;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The coverage formats that are XML: Cobertura's and JaCoCo's. */
final class XmlCoverage {
    private XmlCoverage() {}

    /** Reads a report; empty where the XML is of another kind. */
    static Optional<Counts> read(InputStream in) throws UnreadableReport {
        try {
            XMLStreamReader xml = SafeXml.open(in);
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // Comments, a document type and white space may come before the root.
            }
            return switch (xml.getLocalName()) {
                case "coverage" -> cobertura(xml);
                case "report" -> jacoco(xml);
                default -> Optional.empty();
            };
        } catch (XMLStreamException e) {
            throw SafeXml.unreadable(e);
        }
    }

    private static Optional<Counts> cobertura(XMLStreamReader xml) throws XMLStreamException {
        if (xml.getAttributeValue(null, "line-rate") == null) {
            return Optional.empty();
        }
        long covered = SafeXml.number(xml, "lines-covered", -1);
        long total = SafeXml.number(xml, "lines-valid", -1);
        long countedCovered = 0;
        long countedTotal = 0;
        int inMethods = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            boolean start = event == XMLStreamConstants.START_ELEMENT;
            if ((start || event == XMLStreamConstants.END_ELEMENT)
                    && xml.getLocalName().equals("methods")) {
                inMethods += start ? 1 : -1;
            }
            // The lines of methods are among those of their class again.
            if (start && inMethods == 0 && xml.getLocalName().equals("line")) {
                countedTotal++;
                countedCovered += SafeXml.number(xml, "hits", 0) > 0 ? 1 : 0;
            }
        }
        return Optional.of(
                covered >= 0 && total > 0 ? new Counts(covered, total) : new Counts(countedCovered, countedTotal));
    }

    private static Optional<Counts> jacoco(XMLStreamReader xml) throws XMLStreamException {
        Counts counts = null;
        int depth = 1;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                boolean lines = depth == 2
                        && xml.getLocalName().equals("counter")
                        && "LINE".equals(xml.getAttributeValue(null, "type"));
                if (lines) {
                    long covered = SafeXml.number(xml, "covered", 0);
                    counts = new Counts(covered, covered + SafeXml.number(xml, "missed", 0));
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return Optional.ofNullable(counts);
    }
}
