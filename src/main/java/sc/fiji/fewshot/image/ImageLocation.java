package sc.fiji.fewshot.image;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.fewshot.FewShotException;

/**
 * Where an image is: a file, a folder, or an address on the web.
 *
 * @param text a path, or an address that starts with {@code http://} or {@code https://}
 */
public record ImageLocation(String text) {

  /** A path turns the two slashes after the scheme into one, or on Windows into a backslash. */
  private static final Pattern WEB = Pattern.compile("(?i)(https?):[/\\\\]{1,2}(?=[^/\\\\])(.*)");

  /** Brings addresses into their usual form. */
  public ImageLocation {
    Matcher web = WEB.matcher(text);
    if (web.matches()) {
      String rest = web.group(2).replace('\\', '/').replaceAll("/+$", "");
      text = web.group(1).toLowerCase(Locale.ROOT) + "://" + rest;
    }
  }

  /**
   * @param path of a file or folder; one that was made of an address means the address
   * @return the location
   */
  public static ImageLocation of(Path path) {
    return new ImageLocation(path.toString());
  }

  /**
   * @return whether it is an address on the web
   */
  public boolean isWeb() {
    return WEB.matcher(text).matches();
  }

  /**
   * @return the file or folder, unless this {@link #isWeb}
   */
  public Path path() {
    return Path.of(text);
  }

  /**
   * @return the address, if this {@link #isWeb}
   * @throws FewShotException if it is none
   */
  public URI address() {
    try {
      return URI.create(text.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new FewShotException(text + " is no address; check its spelling.", e);
    }
  }

  /**
   * @return the last part, such as the name of the file
   */
  public String name() {
    if (isWeb()) {
      String path = text.replaceAll("[?#].*", "");
      return path.substring(path.lastIndexOf('/') + 1);
    }
    Path name = path().toAbsolutePath().normalize().getFileName();
    return name == null ? text : name.toString();
  }

  /**
   * @return what follows the last dot of the name, in lower case
   */
  public String extension() {
    String name = name();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text;
  }
}
