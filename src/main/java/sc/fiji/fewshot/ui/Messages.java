package sc.fiji.fewshot.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** What the user reads in windows, in the language of the Java machine. */
public final class Messages {

  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle(
          "sc.fiji.fewshot.ui.messages", Locale.getDefault(), Messages.class.getClassLoader());

  private Messages() {}

  /**
   * @param key of the text
   * @param values for its placeholders, if it has any
   * @return the text; the key itself where the bundle lacks it, so that a slip does not end the
   *     user's work
   */
  public static String text(String key, Object... values) {
    try {
      String pattern = BUNDLE.getString(key);
      return values.length == 0 ? pattern : new MessageFormat(pattern, locale()).format(values);
    } catch (MissingResourceException e) {
      return key;
    }
  }

  private static Locale locale() {
    return BUNDLE.getLocale().equals(Locale.ROOT) ? Locale.ENGLISH : BUNDLE.getLocale();
  }
}
