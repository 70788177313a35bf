package io.powerx.publish.precheck.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads untrusted XML. Document types are accepted, since reports of JaCoCo and Cobertura have one, but no entity is
 * expanded and nothing is fetched. Documents that are nested deeper than any tool nests them are rejected.
 */
public final class SafeXml {
    private static final String MAX_DEPTH_PROPERTY = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
    private static final String MAX_DEPTH = "200";

    private SafeXml() {}

    /** Opens a document; the caller closes the stream. */
    public static XMLStreamReader open(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> new ByteArrayInputStream(new byte[0]));
        factory.setProperty(MAX_DEPTH_PROPERTY, MAX_DEPTH);
        try {
            return factory.createXMLStreamReader(XmlCharacters.of(in));
        } catch (IOException e) {
            throw new XMLStreamException(e);
        }
    }

    /** The attribute as a non-negative integer; the fallback if it is missing or not a number. */
    static long number(XMLStreamReader xml, String attribute, long fallback) {
        String value = xml.getAttributeValue(null, attribute);
        // Some tools compute with floating-point numbers and write "1.0".
        String digits = value == null ? "" : value.strip().replaceFirst("\\.0*$", "");
        return digits.matches("\\d{1,15}") ? Long.parseLong(digits) : fallback;
    }

    static UnreadableReport unreadable(XMLStreamException e) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
        return new UnreadableReport("it is not well-formed XML", line, e);
    }
}
