package sc.fiji.fewshot.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.CatalogueEntry;
import sc.fiji.fewshot.backbone.CatalogueText;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.classifier.TrainingSettings;

/** Tells of the pretrained CNNs and the processor, and downloads a CNN when the user says so. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Backbones and Device...", weight = 6)
    },
    headless = true,
    description = "Shows and downloads pretrained CNNs, and shows which processor runs them.",
    initializer = "prepare")
public final class BackbonesAndDevice extends FewShotCommand {

  @Parameter(
      label = "Backbone",
      description = "The pretrained CNN to tell of.",
      required = false,
      persist = false)
  private String backbone = Backbones.EMBEDDED;

  @Parameter(
      label = "Download it (I agree to its licence)",
      description = "Download the CNN if it is not on this machine; the log shows its licence.",
      required = false,
      persist = false)
  private boolean download;

  @Parameter(
      label = "Device",
      description = "The processor to look for; auto takes a CUDA GPU where there is one.",
      choices = {"auto", "cpu", "gpu"},
      required = false,
      persist = false)
  private String device = TrainingSettings.AUTO;

  @Override
  void execute() {
    BackboneStore store = BackboneStore.usual();
    CatalogueEntry entry =
        store
            .catalogue()
            .find(backbone)
            .orElseThrow(
                () ->
                    new FewShotException(
                        "There is no backbone '"
                            + backbone
                            + "' in the catalogue; choose one of "
                            + String.join(
                                ", ",
                                store.catalogue().entries().stream()
                                    .map(CatalogueEntry::name)
                                    .toList())
                            + "."));
    CatalogueText.facts(entry).forEach((fact, value) -> say(fact + ": " + value));
    if (download && !store.isHere(entry)) {
      try (TaskProgress progress = progress("downloading " + entry.name())) {
        store.fetch(entry, progress);
      }
    }
    say("on this machine: " + (store.isHere(entry) ? "yes" : "no"));
    say("device: " + Devices.describe(device));
  }
}
