package sc.fiji.fewshot.ui.window;

import ij.io.OpenDialog;
import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.filechooser.FileFilter;
import sc.fiji.fewshot.ui.Messages;

/** Asks with Swing's dialogs, in the folder that ImageJ is in. */
public final class SwingAsking implements Asking {

  private final Component window;

  /**
   * @param window that the questions are about
   */
  public SwingAsking(Component window) {
    this.window = window;
  }

  /** The owner of a dialog; none once the window is gone, since it would open it again. */
  private Component owner() {
    return window.isShowing() ? window : null;
  }

  @Override
  public boolean agrees(String key, Object... values) {
    return options(key, List.of(key + ".yes", key + ".no"), values) == 0;
  }

  @Override
  public Answer unsaved(String image, boolean mayCancel) {
    List<String> answers =
        mayCancel
            ? List.of("unsaved.save", "unsaved.discard", "unsaved.cancel")
            : List.of("unsaved.save", "unsaved.discard");
    int chosen = options("unsaved", answers, image);
    if (chosen < 0) {
      return mayCancel ? Answer.CANCEL : Answer.SAVE;
    }
    return Answer.values()[chosen];
  }

  private int options(String key, List<String> answers, Object... values) {
    Object[] texts = answers.stream().map(Messages::text).toArray();
    return JOptionPane.showOptionDialog(
        owner(),
        Messages.text(key + ".question", values),
        Messages.text(key + ".title"),
        JOptionPane.DEFAULT_OPTION,
        JOptionPane.QUESTION_MESSAGE,
        null,
        texts,
        texts[0]);
  }

  @Override
  public OptionalDouble number(String key, double first, Object... values) {
    NumberFormat format = NumberFormat.getInstance();
    format.setGroupingUsed(false);
    format.setMaximumFractionDigits(6);
    String typed = format.format(first);
    while (true) {
      typed =
          (String)
              JOptionPane.showInputDialog(
                  owner(),
                  Messages.text(key + ".question", values),
                  Messages.text(key + ".title"),
                  JOptionPane.QUESTION_MESSAGE,
                  null,
                  null,
                  typed);
      if (typed == null) {
        return OptionalDouble.empty();
      }
      ParsePosition end = new ParsePosition(0);
      Number number = format.parse(typed.strip(), end);
      if (number != null && end.getIndex() == typed.strip().length() && number.doubleValue() >= 0) {
        return OptionalDouble.of(number.doubleValue());
      }
    }
  }

  @Override
  public Optional<Integer> choose(String key, List<String> choices) {
    Object chosen =
        JOptionPane.showInputDialog(
            owner(),
            Messages.text(key + ".question"),
            Messages.text(key + ".title"),
            JOptionPane.QUESTION_MESSAGE,
            null,
            choices.toArray(),
            choices.get(0));
    return chosen == null ? Optional.empty() : Optional.of(choices.indexOf(chosen));
  }

  @Override
  public Optional<Path> fileToWrite(FileKind kind, String name) {
    JFileChooser files = files(kind, ".save");
    files.setSelectedFile(new File(files.getCurrentDirectory(), name));
    return chosen(files, files.showSaveDialog(owner()));
  }

  @Override
  public Optional<Path> fileToRead(FileKind kind) {
    JFileChooser files = files(kind, ".open");
    return chosen(files, files.showOpenDialog(owner()));
  }

  private static JFileChooser files(FileKind kind, String title) {
    JFileChooser files = new JFileChooser(OpenDialog.getDefaultDirectory());
    files.setDialogTitle(Messages.text(kind.key() + title));
    files.setFileFilter(
        new FileFilter() {
          @Override
          public boolean accept(File file) {
            return file.isDirectory() || file.getName().endsWith(kind.extension());
          }

          @Override
          public String getDescription() {
            return Messages.text(kind.key() + ".files");
          }
        });
    return files;
  }

  private static Optional<Path> chosen(JFileChooser files, int answer) {
    if (answer != JFileChooser.APPROVE_OPTION) {
      return Optional.empty();
    }
    OpenDialog.setDefaultDirectory(files.getCurrentDirectory().getPath());
    return Optional.of(files.getSelectedFile().toPath());
  }

  @Override
  public void say(String sentence) {
    JOptionPane.showMessageDialog(
        owner(), sentence, Messages.text("say.title"), JOptionPane.WARNING_MESSAGE);
  }
}
