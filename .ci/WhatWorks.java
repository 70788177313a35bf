import java.io.StringReader;
import java.io.StringWriter;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Comparator;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamReader;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Prints what works of all that is found by name: each algorithm of Bouncy Castle's provider, and the parsers and the writer of XML. */
final class WhatWorks {
    private static final List<String> DOCUMENTS = List.of(
            "<?xml version='1.0' encoding='UTF-8'?><r xmlns='u:r' a='1'>&lt;&#233;<![CDATA[x]]><b/><!-- c --><?p i?></r>",
            "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/r.dtd'><r/>",
            "<r><open></r>",
            "<r a='1' a='2'/>",
            "");

    public static void main(String[] arguments) {
        new BouncyCastleProvider()
                .getServices().stream()
                        // The one thing that is left out on purpose, and java.naming with it.
                        .filter(service -> !service.getAlgorithm().equals("LDAP"))
                        .sorted(Comparator.comparing(Provider.Service::getType).thenComparing(Provider.Service::getAlgorithm))
                        .forEach(service -> print(service.getType() + " " + service.getAlgorithm(), () -> made(service)));
        for (String document : DOCUMENTS) {
            for (boolean dtd : new boolean[] {false, true}) {
                print("DOM " + dtd + " " + document, () -> dom(document, dtd));
                print("StAX " + dtd + " " + document, () -> stax(document, dtd));
            }
        }
        print("writing XML", WhatWorks::written);
    }

    private interface Attempt {
        String run() throws Exception;
    }

    private static void print(String what, Attempt attempt) {
        String outcome;
        try {
            outcome = attempt.run();
        } catch (Exception | LinkageError e) {
            outcome = e.getClass().getName() + ": " + String.valueOf(e.getMessage());
        }
        System.out.println(what + " -> " + outcome.replaceAll("\\s+", " ").replaceAll("@[0-9a-f]+", ""));
    }

    private static String made(Provider.Service service) throws NoSuchAlgorithmException {
        return service.newInstance(null).getClass().getName();
    }

    private static String dom(String document, boolean dtd) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", !dtd);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        var root = builder.parse(new InputSource(new StringReader(document))).getDocumentElement();
        return root.getNamespaceURI() + " " + root.getAttribute("a") + " " + root.getTextContent();
    }

    private static String stax(String document, boolean dtd) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, dtd);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
        StringBuilder seen = new StringBuilder();
        while (reader.hasNext()) {
            seen.append(reader.next()).append(reader.hasName() ? reader.getName() : "").append(reader.hasText() ? reader.getText() : "");
        }
        return seen.toString();
    }

    private static String written() throws Exception {
        StringWriter text = new StringWriter();
        var writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        writer.writeStartDocument();
        writer.writeStartElement("r");
        writer.writeAttribute("a", "<\u00e9>");
        writer.writeCharacters("<&>");
        writer.writeEndElement();
        writer.writeEndDocument();
        return text.toString();
    }
}
