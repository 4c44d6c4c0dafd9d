package sc.fiji.fewshot.command;

import ij.IJ;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.classifier.SoftwareVersion;

/** Says what this is and how to begin. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "About Few-Shot...", weight = 7)
    },
    headless = true,
    description = "Version, first steps and licence.")
public final class About extends FewShotCommand {

  @Override
  void execute() {
    IJ.showMessage(
        "About Few-Shot",
        """
        Few-Shot for Fiji %s

        Classify images and stacks from a few marked regions.

        1. Open an image, draw regions and add them to the ROI Manager (t).
        2. Name them 'class#1', 'class#2', ..., a few for each class.
        3. Plugins > Few-Shot > Train Classifier...
        4. Plugins > Few-Shot > Classify Image or Stack..., or Classify Folder...

        Licence: BSD-2-Clause."""
            .formatted(SoftwareVersion.TEXT));
  }
}
