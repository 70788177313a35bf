package io.powerx.publish.upload.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An XML document that a store sent, or an element of it. Documents with a document type are rejected, so no entity is expanded. */
final class XmlReply {
    private final Element element;

    private XmlReply(Element element) {
        this.element = element;
    }

    /** The document's root; empty if the text is not such a document. */
    static Optional<XmlReply> parse(ByteString text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", "100");
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default handler prints.
            builder.setErrorHandler(new DefaultHandler());
            Element root =
                    builder.parse(new ByteArrayInputStream(text.toByteArray())).getDocumentElement();
            return Optional.of(new XmlReply(root));
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new AssertionError("every Java has this feature", e);
        }
    }

    String name() {
        return element.getTagName();
    }

    /** The text of the first descendant of that name; null if there is none. */
    @Nullable
    String text(String tag) {
        NodeList found = element.getElementsByTagName(tag);
        return found.getLength() == 0 ? null : found.item(0).getTextContent().strip();
    }

    /** The descendants of that name. */
    List<XmlReply> all(String tag) {
        NodeList found = element.getElementsByTagName(tag);
        List<XmlReply> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add(new XmlReply((Element) found.item(i)));
        }
        return elements;
    }
}
