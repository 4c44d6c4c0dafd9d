package sc.fiji.fewshot.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d");

  @Test
  void everyLanguageHasTheSameTextsWithTheSamePlaceholders() throws IOException {
    Properties english = load("messages.properties");
    Properties chinese = load("messages_zh_CN.properties");
    assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(chinese.keySet()));
    for (Object key : english.keySet()) {
      String one = english.getProperty((String) key);
      String other = chinese.getProperty((String) key);
      assertFalse(other.isBlank(), () -> "empty: " + key);
      assertEquals(placeholders(one), placeholders(other), () -> "placeholders of " + key);
      assertEquals(one.contains("&"), other.contains("&"), () -> "mnemonic of " + key);
    }
  }

  private static TreeSet<String> placeholders(String text) {
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static Properties load(String name) throws IOException {
    Properties texts = new Properties();
    try (InputStream in = Messages.class.getResourceAsStream(name)) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }

  /** Keys that the code asks for literally. */
  @Test
  void everyTextThatIsAskedForIsThere() throws IOException {
    Properties english = load("messages.properties");
    Pattern use = Pattern.compile("Messages\\s*\\.text\\(\\s*\"([a-zA-Z.]+[a-zA-Z])\"");
    Pattern action = Pattern.compile("new TextAction\\(\\s*\"([a-zA-Z.]+)\"");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/sc/fiji/fewshot/ui"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(
              file -> {
                String code = read(file);
                Matcher used = use.matcher(code);
                while (used.find()) {
                  String key = used.group(1);
                  assertTrue(english.containsKey(key), () -> file + " asks for " + key);
                }
                Matcher made = action.matcher(code);
                while (made.find()) {
                  String key = made.group(1);
                  assertTrue(english.containsKey(key + ".name"), () -> file + ": " + key);
                  assertTrue(english.containsKey(key + ".tip"), () -> file + ": " + key);
                }
              });
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void numbersChooseTheirWords() throws IOException {
    Properties english = load("messages.properties");
    MessageFormat question =
        new MessageFormat(english.getProperty("class.delete.question"), Locale.ENGLISH);
    assertEquals(
        "Delete the class \"red cell\" and its example?",
        question.format(new Object[] {"red cell", 1}));
    assertEquals(
        "Delete the class \"red cell\" and its 12 examples?",
        question.format(new Object[] {"red cell", 12}));
    assertTrue(
        new MessageFormat(english.getProperty("reshaped.dropped"), Locale.ENGLISH)
            .format(new Object[] {3})
            .contains("3 examples no longer fit"));
  }
}
