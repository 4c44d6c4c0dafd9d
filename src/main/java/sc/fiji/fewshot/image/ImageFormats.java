package sc.fiji.fewshot.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;

/** The formats on the class path, as SciJava's index of plugins lists them; needs no context. */
final class ImageFormats {

  private ImageFormats() {}

  /** Looked for once, when the first image is opened. */
  private static final class Found {
    static final List<ImageFormat> FORMATS = find(ImageFormat.class.getClassLoader());
  }

  private record Ranked(ImageFormat format, double priority) {}

  /**
   * @param where a file or folder that is there, or an address on the web
   * @return the format that reads it
   */
  static Optional<ImageFormat> accepting(ImageLocation where) {
    return Found.FORMATS.stream().filter(f -> f.accepts(where)).findFirst();
  }

  /**
   * @param where a file or folder that is there
   * @return whether it is an image by its name
   */
  static boolean isImage(ImageLocation where) {
    return Found.FORMATS.stream().anyMatch(f -> f.isImage(where));
  }

  private static List<ImageFormat> find(ClassLoader loader) {
    List<Ranked> found = new ArrayList<>();
    for (IndexItem<Plugin> item : Index.load(Plugin.class, loader)) {
      try {
        if (item.annotation().type() == ImageFormat.class) {
          Class<?> type = Class.forName(item.className(), true, loader);
          ImageFormat format = (ImageFormat) type.getDeclaredConstructor().newInstance();
          found.add(new Ranked(format, item.annotation().priority()));
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        // Someone else's plugin that cannot be loaded, or a format whose library is not there.
        continue;
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("SciJava's index of plugins lists no image formats");
    }
    return found.stream()
        .sorted(Comparator.comparingDouble(Ranked::priority).reversed())
        .map(Ranked::format)
        .toList();
  }
}
