package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.precheck.evidence.TestSummary.Failure;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The file {@code failsafe-summary.xml}, which Maven's Failsafe plugin writes next to the reports of integration tests. It lists no tests,
 * but only it states that a run was aborted.
 */
final class FailsafeSummary {
    static final String ROOT = "failsafe-summary";

    /** Nothing failed (null or 0), or there were no tests. */
    private static final Set<String> PASSED = Set.of("", "null", "0", "254");

    private static final Set<String> COUNTS = Set.of("errors", "failures");

    private FailsafeSummary() {}

    /**
     * Reads the rest of the document. A run that failed counts as one failed test, in addition to those in the reports.
     *
     * @param xml at the start of the root element
     */
    static TestSummary read(String file, XMLStreamReader xml) throws XMLStreamException {
        boolean passed = !"true".equals(attribute(xml, "timeout")) && PASSED.contains(attribute(xml, "result"));
        int line = Math.max(0, xml.getLocation().getLineNumber());
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && COUNTS.contains(xml.getLocalName())) {
                passed &= xml.getElementText().strip().matches("0*");
            }
        }
        if (passed) {
            return TestSummary.NONE;
        }
        Failure failure = new Failure("the run of the integration tests", new SourceLocation(file, line, 0));
        return new TestSummary(List.of(file), 1, 1, 0, List.of(failure), List.of(), List.of(), List.of());
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
