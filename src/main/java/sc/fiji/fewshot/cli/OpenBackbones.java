package sc.fiji.fewshot.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;

/** Backbones in use, each loaded once; to be closed. */
final class OpenBackbones implements AutoCloseable {

  private final Map<String, Backbone> open = new LinkedHashMap<>();
  private final String device;

  OpenBackbones(String device) {
    this.device = device;
  }

  /** Opens a backbone or lends the open one. */
  Backbone get(String name) {
    return open.computeIfAbsent(name, n -> Backbones.open(n, device));
  }

  @Override
  public void close() {
    open.values().forEach(Backbone::close);
  }
}
