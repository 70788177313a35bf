package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * JUnit's XML, as Surefire, Gradle, gotestsum, Jest, Vitest and Playwright write it. Test cases are counted one by one; the totals of the
 * suites, which some tools nest and so count twice, serve only where a report lists no cases.
 */
final class JUnitReport {
    private static final int MAX_FAILURES = 20;

    private final String file;
    private final List<TestSummary.Failure> failures = new ArrayList<>();
    private int total;
    private int failed;
    private int skipped;

    private JUnitReport(String file) {
        this.file = file;
    }

    /** Reads a report; empty where the XML is of another kind. */
    static Optional<TestSummary> read(String file, InputStream in) throws UnreadableReport {
        try {
            XMLStreamReader xml = SafeXml.open(in);
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // Comments and white space may come before the root.
            }
            String root = xml.getLocalName();
            return root.equals("testsuites") || root.equals("testsuite")
                    ? Optional.of(new JUnitReport(file).read(xml))
                    : Optional.empty();
        } catch (XMLStreamException e) {
            throw SafeXml.unreadable(e);
        }
    }

    private TestSummary read(XMLStreamReader xml) throws XMLStreamException {
        long declared = SafeXml.number(xml, "tests", 0);
        long declaredFailed = SafeXml.number(xml, "failures", 0) + SafeXml.number(xml, "errors", 0);
        long declaredSkipped = SafeXml.number(xml, "skipped", 0) + SafeXml.number(xml, "disabled", 0);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("testcase")) {
                testCase(xml);
            }
        }
        return total > 0
                ? new TestSummary(1, total, failed, skipped, List.copyOf(failures), List.of())
                : new TestSummary(
                        1, bounded(declared), bounded(declaredFailed), bounded(declaredSkipped), List.of(), List.of());
    }

    private void testCase(XMLStreamReader xml) throws XMLStreamException {
        String name = name(xml);
        int line = Math.max(0, xml.getLocation().getLineNumber());
        boolean bad = false;
        boolean left = false;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String child = xml.getLocalName();
                bad |= depth == 2 && (child.equals("failure") || child.equals("error"));
                left |= depth == 2 && child.equals("skipped");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        total++;
        if (bad) {
            failed++;
            if (failures.size() < MAX_FAILURES) {
                failures.add(new TestSummary.Failure(name, new SourceLocation(file, line, 0)));
            }
        } else if (left) {
            skipped++;
        }
    }

    private static String name(XMLStreamReader xml) {
        String suite = xml.getAttributeValue(null, "classname");
        String name = xml.getAttributeValue(null, "name");
        String test = name == null || name.isBlank() ? "a test without a name" : name;
        return suite == null || suite.isBlank() ? test : suite + " " + test;
    }

    private static int bounded(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
