package sc.fiji.fewshot.command;

import ij.ImagePlus;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.ui.InteractiveWindow;

/** Opens the window for marking, seeing and correcting beside an image. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Few-Shot"),
      @Menu(label = "Classify Interactively...", weight = 1)
    },
    description = "Mark a few regions of each class and see the whole image classified.")
public class ClassifyInteractively implements Command {

  @Parameter(description = "The image or stack to work on.")
  private ImagePlus image;

  @Parameter private LogService log;

  @Override
  public void run() {
    try {
      InteractiveWindow.open(image);
    } catch (FewShotException e) {
      log.error(e.getMessage());
    }
  }
}
