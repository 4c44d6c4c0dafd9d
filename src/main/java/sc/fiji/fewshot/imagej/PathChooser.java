package sc.fiji.fewshot.imagej;

import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import ij.io.SaveDialog;
import java.awt.Button;
import java.awt.Panel;
import java.awt.TextField;
import java.awt.event.ActionListener;
import java.io.File;
import java.util.Optional;
import javax.swing.JFileChooser;
import org.scijava.widget.FileWidget;

/** Browses for what ImageJ's own button does not: a file to write, or a file or folder. */
final class PathChooser {

  private PathChooser() {}

  /**
   * @param dialog whose last field is one for a file
   * @param title of the chooser
   * @param style {@link FileWidget#SAVE_STYLE}, or another for files and folders
   */
  static void replaceBrowsing(GenericDialog dialog, String title, String style) {
    Panel panel = (Panel) dialog.getComponent(dialog.getComponentCount() - 1);
    TextField field = (TextField) panel.getComponent(0);
    Button browse = (Button) panel.getComponent(1);
    for (ActionListener usual : browse.getActionListeners()) {
      browse.removeActionListener(usual);
    }
    browse.addActionListener(
        event -> {
          Optional<String> path =
              style.equals(FileWidget.SAVE_STYLE) ? fileToWrite(title) : fileOrFolder(title);
          path.ifPresent(field::setText);
        });
  }

  private static Optional<String> fileToWrite(String title) {
    SaveDialog chooser = new SaveDialog(title, "", "");
    return Optional.ofNullable(chooser.getFileName())
        .map(name -> new File(chooser.getDirectory(), name).getPath());
  }

  private static Optional<String> fileOrFolder(String title) {
    JFileChooser chooser = new JFileChooser(OpenDialog.getDefaultDirectory());
    chooser.setDialogTitle(title);
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    return chooser.showOpenDialog(null) == JFileChooser.APPROVE_OPTION
        ? Optional.of(chooser.getSelectedFile().getPath())
        : Optional.empty();
  }
}
