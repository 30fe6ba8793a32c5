package subscriptionledger.server.installation;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** What an XML file says, whatever its white space and its comments. */
final class XmlText {
  private XmlText() {}

  /** Its elements, one a line; the attributes of each in the order of their names. */
  static List<String> lines(Path file) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    strip(document);
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.INDENT, "yes");
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(text));
    return text.toString().lines().toList();
  }

  private static void strip(Node node) {
    List<Node> children =
        IntStream.range(0, node.getChildNodes().getLength())
            .mapToObj(node.getChildNodes()::item)
            .toList();
    for (Node child : children) {
      boolean blank = child.getNodeType() == Node.TEXT_NODE && child.getNodeValue().isBlank();
      if (blank || child.getNodeType() == Node.COMMENT_NODE) {
        node.removeChild(child);
      } else {
        strip(child);
      }
    }
  }
}
