package sc.fiji.fewshot.command;

import ij.ImagePlus;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.ui.InteractiveWindow;

/** Opens the window for marking, seeing and correcting beside an image. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Classify Interactively...", weight = 1)
    },
    headless = true,
    description = "Mark a few regions of each class and see the whole image classified.",
    initializer = "prepare")
public final class ClassifyInteractively extends FewShotCommand {

  @Parameter(
      label = "Image",
      description = "The open image or stack to work on.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Override
  void execute() {
    // SciJava makes an image without pixels of a name that no image has.
    if (image == null || image.getWidth() == 0) {
      throw new FewShotException("There is no image; open one.");
    }
    InteractiveWindow.open(image);
  }
}
