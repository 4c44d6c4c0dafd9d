package sc.fiji.fewshot.macros;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

/** Runs a Groovy script as Fiji's script editor and its {@code --run} do. */
final class ScriptCall {

  private ScriptCall() {}

  /** What Fiji brings to run Groovy. */
  public static final class Groovy extends AdaptedScriptLanguage {

    /** Made by SciJava. */
    public Groovy() {
      super("groovy");
    }
  }

  /**
   * @param arguments the script, then the names and values of its parameters in turn
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> inputs = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      inputs.put(arguments[i], arguments[i + 1]);
    }
    try (Context context = new Context()) {
      context
          .service(PluginService.class)
          .addPlugin(new PluginInfo<>(Groovy.class, ScriptLanguage.class));
      ScriptService scripts = context.service(ScriptService.class);
      ScriptModule module = scripts.run(new File(arguments[0]), true, inputs).get();
      System.out.println(module.getOutputs());
    }
    System.exit(0);
  }
}
