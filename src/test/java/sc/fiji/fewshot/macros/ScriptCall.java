package sc.fiji.fewshot.macros;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.scijava.Context;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

/**
 * Runs a Groovy script as Fiji's script editor and its {@code --run} do, or as a macro does whose
 * line has the script's parameters.
 */
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
   * What Fiji does where a macro runs the script: not only the script, but every command that it
   * runs gets the values of the macro's line.
   */
  public static final class MacroLine extends AbstractPreprocessorPlugin {

    private static final Map<String, Object> VALUES = new HashMap<>();

    /** Made by SciJava. */
    public MacroLine() {}

    @Override
    public void process(Module module) {
      ConvertService convert = context().service(ConvertService.class);
      for (ModuleItem<?> input : module.getInfo().inputs()) {
        Object value = VALUES.get(input.getName());
        if (value != null && convert.supports(value, input.getType())) {
          module.setInput(input.getName(), convert.convert(value, input.getType()));
          module.resolveInput(input.getName());
        }
      }
    }
  }

  /**
   * @param arguments the script, then the names and values of its parameters in turn
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> inputs = MacroLine.VALUES;
    for (int i = 1; i < arguments.length; i += 2) {
      inputs.put(arguments[i], arguments[i + 1]);
    }
    try (Context context = new Context()) {
      PluginService plugins = context.service(PluginService.class);
      plugins.addPlugin(new PluginInfo<>(Groovy.class, ScriptLanguage.class));
      plugins.addPlugin(new PluginInfo<>(MacroLine.class, PreprocessorPlugin.class));
      ScriptService scripts = context.service(ScriptService.class);
      ScriptModule module = scripts.run(new File(arguments[0]), true, inputs).get();
      System.out.println(module.getOutputs());
    }
    System.exit(0);
  }
}
