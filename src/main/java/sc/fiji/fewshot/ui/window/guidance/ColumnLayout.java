package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;

/**
 * One component above the other, each as wide as there is room and as high as it then needs to be:
 * texts that wrap grow in height.
 */
final class ColumnLayout implements LayoutManager {

  private final int gap;
  private final int usualWidth;

  /**
   * @param gap pixels from one to the next
   * @param usualWidth pixels, where nothing tells the width
   */
  ColumnLayout(int gap, int usualWidth) {
    this.gap = gap;
    this.usualWidth = usualWidth;
  }

  @Override
  public void addLayoutComponent(String name, Component component) {}

  @Override
  public void removeLayoutComponent(Component component) {}

  @Override
  public Dimension preferredLayoutSize(Container parent) {
    Insets insets = parent.getInsets();
    int width = parent.getWidth() > 0 ? parent.getWidth() : usualWidth;
    int height = insets.top + insets.bottom;
    int shown = 0;
    for (Component child : parent.getComponents()) {
      if (child.isVisible()) {
        height += height(child, width - insets.left - insets.right);
        shown++;
      }
    }
    return new Dimension(usualWidth, height + Math.max(0, shown - 1) * gap);
  }

  @Override
  public Dimension minimumLayoutSize(Container parent) {
    return preferredLayoutSize(parent);
  }

  @Override
  public void layoutContainer(Container parent) {
    Insets insets = parent.getInsets();
    int width = parent.getWidth() - insets.left - insets.right;
    int y = insets.top;
    for (Component child : parent.getComponents()) {
      if (child.isVisible()) {
        int height = height(child, width);
        child.setBounds(insets.left, y, width, height);
        y += height + gap;
      }
    }
  }

  private static int height(Component child, int width) {
    if (child.getWidth() != width) {
      child.setSize(Math.max(1, width), child.getHeight());
    }
    return child.getPreferredSize().height;
  }
}
