package sc.fiji.fewshot.ui.window;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.CatalogueEntry;

/** The backbones that can be opened on this machine. */
final class BackboneChoices {

  private BackboneChoices() {}

  /**
   * Looks which are here, which means reading their files.
   *
   * @param background where to look
   * @param found hears of their names on the event thread
   */
  static void look(Executor background, Consumer<List<String>> found) {
    background.execute(
        () -> {
          List<String> names = here();
          SwingUtilities.invokeLater(() -> found.accept(names));
        });
  }

  private static List<String> here() {
    List<String> names = new ArrayList<>();
    names.add(Backbones.EMBEDDED);
    try {
      BackboneStore store = BackboneStore.usual();
      for (CatalogueEntry entry : store.catalogue().entries()) {
        if (!names.contains(entry.name()) && store.isHere(entry)) {
          names.add(entry.name());
        }
      }
    } catch (FewShotException e) {
      // The catalogue of the user is damaged; whoever opens a backbone from it is told so.
      return names;
    }
    return names;
  }
}
