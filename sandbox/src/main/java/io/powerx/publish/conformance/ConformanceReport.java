package io.powerx.publish.conformance;

import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results of all checks, with their formats for programs. */
public record ConformanceReport(URI url, List<CheckResult> results) {
    private static final int MAX_LENGTH = 2_000;

    /** Whether no check failed. */
    public boolean passed() {
        return count(CheckResult.Outcome.FAILED) == 0;
    }

    /** The number of checks with an outcome. */
    public long count(CheckResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static String shown(String text) {
        return ForeignText.oneLine(text, MAX_LENGTH);
    }

    /** The report as JSON. */
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schemaVersion", "1");
        fields.put("url", url.toString());
        fields.put("conforms", passed());
        fields.put("passed", count(CheckResult.Outcome.PASSED));
        fields.put("failed", count(CheckResult.Outcome.FAILED));
        fields.put("skipped", count(CheckResult.Outcome.SKIPPED));
        List<Map<String, Object>> checks = new ArrayList<>();
        for (CheckResult result : results) {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("id", result.id());
            check.put("title", result.title());
            check.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
            if (!result.detail().isEmpty()) {
                check.put("detail", shown(result.detail()));
            }
            check.put("elapsedMs", result.elapsed().toMillis());
            check.put("requestIds", result.requestIds());
            checks.add(check);
        }
        fields.put("checks", checks);
        return Json.writePretty(fields);
    }

    /** The report as JUnit XML, with a test case for each check. */
    public String junit() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "px-plugin conformance");
            xml.writeAttribute("tests", Integer.toString(results.size()));
            xml.writeAttribute("failures", Long.toString(count(CheckResult.Outcome.FAILED)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", Long.toString(count(CheckResult.Outcome.SKIPPED)));
            for (CheckResult result : results) {
                testCase(xml, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append("\n").toString();
    }

    private static void testCase(XMLStreamWriter xml, CheckResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "conformance");
        xml.writeAttribute("name", result.id());
        xml.writeAttribute(
                "time", String.format(Locale.ROOT, "%.3f", result.elapsed().toMillis() / 1000.0));
        if (result.outcome() != CheckResult.Outcome.PASSED) {
            boolean failed = result.outcome() == CheckResult.Outcome.FAILED;
            xml.writeStartElement(failed ? "failure" : "skipped");
            xml.writeAttribute("message", shown(result.detail()));
            if (failed) {
                xml.writeCharacters(result.title() + " Requests: " + String.join(" ", result.requestIds()));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
