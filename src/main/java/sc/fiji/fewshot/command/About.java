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

        1. Open an image and choose Plugins > Few-Shot > Classify Interactively...
        2. Draw a region and press 1, draw a region of something else and press 2.
        3. Where the colours are wrong, draw a region and press the number of its class.
        4. File > Save Classifier... keeps what was learnt; Classify Folder... applies it.

        Licence: BSD-2-Clause."""
            .formatted(SoftwareVersion.TEXT)
            // ImageJ leaves out empty lines.
            .replace("\n\n", "\n \n"));
  }
}
