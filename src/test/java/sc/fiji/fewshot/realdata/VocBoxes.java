package sc.fiji.fewshot.realdata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;

/** Reads the boxes of a Pascal-VOC file. */
final class VocBoxes {

  private VocBoxes() {}

  static List<Example> read(Path xml, int width, int height) throws Exception {
    NodeList objects =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getElementsByTagName("object");
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < objects.getLength(); i++) {
      Element object = (Element) objects.item(i);
      String name = object.getElementsByTagName("name").item(0).getTextContent().strip();
      int left = number(object, "xmin");
      int top = number(object, "ymin");
      Box box = new Box(left, top, number(object, "xmax") - left, number(object, "ymax") - top);
      Box inside = box.intersect(new Box(0, 0, width, height));
      if (inside.width() >= 8 && inside.height() >= 8) {
        examples.add(new Example(new Region(inside, null), 0, name, name + "#" + i));
      }
    }
    return examples;
  }

  private static int number(Element object, String tag) {
    return Integer.parseInt(object.getElementsByTagName(tag).item(0).getTextContent().strip());
  }
}
