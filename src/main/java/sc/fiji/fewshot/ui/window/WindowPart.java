package sc.fiji.fewshot.ui.window;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JMenu;
import javax.swing.KeyStroke;

/** Something that adds a tab, menus or keys to the window. All is called on the event thread. */
public interface WindowPart {

  /**
   * @return what to call its tab
   */
  String title();

  /**
   * @return what its tab is for, in a sentence; null for nothing
   */
  default String tip() {
    return null;
  }

  /**
   * @return the tab's content; empty for none
   */
  default Optional<JComponent> tab() {
    return Optional.empty();
  }

  /**
   * @return menus that stand before all others in the window's menu bar
   */
  default List<JMenu> firstMenus() {
    return List.of();
  }

  /**
   * @return menus for the window's menu bar
   */
  default List<JMenu> menus() {
    return List.of();
  }

  /**
   * @return what keys do, in the window and on the image
   */
  default Map<KeyStroke, Action> keys() {
    return Map.of();
  }

  /**
   * The image shows another slice.
   *
   * @param slice its number
   */
  default void moved(int slice) {}

  /** The image has other pixels, or another shape: it is encoded again. */
  default void pixelsChanged() {}

  /**
   * The window is about to close; here the user can be asked to save his work.
   *
   * @param imageGone whether the image was closed, so that the window closes whatever is answered
   * @return whether the window may close
   */
  default boolean mayClose(boolean imageGone) {
    return true;
  }

  /** The window has closed. */
  default void closed() {}
}
