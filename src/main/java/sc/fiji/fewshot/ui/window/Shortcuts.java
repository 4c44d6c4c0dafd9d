package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.TextRoi;
import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.HashMap;
import java.util.Map;
import javax.swing.Action;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/**
 * Keys that do the same in the image's window and in ours. They are taken before ImageJ, whose own
 * shortcuts would come first otherwise, and never from someone who types a text.
 */
final class Shortcuts implements KeyEventDispatcher {

  private final Window own;
  private final ImagePlus image;
  private final Map<KeyStroke, Action> anywhere = new HashMap<>();
  private final Map<KeyStroke, Action> onImage = new HashMap<>();
  private boolean swallowing;

  Shortcuts(Window own, ImagePlus image) {
    this.own = own;
    this.image = image;
  }

  void start() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this);
  }

  void stop() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
  }

  /** A key for both windows. */
  void put(KeyStroke key, Action action) {
    anywhere.put(key, action);
  }

  /** A key for the image's window only, since controls have a use for it. */
  void putOnImage(KeyStroke key, Action action) {
    onImage.put(key, action);
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    if (e.getID() == KeyEvent.KEY_TYPED) {
      return swallowing;
    }
    if (e.getID() != KeyEvent.KEY_PRESSED) {
      return false;
    }
    swallowing = false;
    Component at = e.getComponent();
    Window window = at instanceof Window w ? w : SwingUtilities.getWindowAncestor(at);
    boolean ofImage = window != null && window == image.getWindow();
    if (!ofImage && window != own || isTyping(at, ofImage)) {
      return false;
    }
    KeyStroke key = KeyStroke.getKeyStrokeForEvent(e);
    Action action = ofImage ? onImage.getOrDefault(key, anywhere.get(key)) : anywhere.get(key);
    if (action == null || !action.isEnabled()) {
      return false;
    }
    swallowing = true;
    SwingUtilities.notifyAction(action, key, e, at, e.getModifiersEx());
    return true;
  }

  private boolean isTyping(Component at, boolean ofImage) {
    return at instanceof JTextComponent || ofImage && image.getRoi() instanceof TextRoi;
  }
}
