package sc.fiji.fewshot.macros;

import ij.Macro;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import net.imagej.patcher.LegacyHooks;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.thread.ThreadService;
import sc.fiji.fewshot.command.FewShotCommand;

/**
 * What Fiji does with SciJava's commands in ImageJ's menu: a command has a thread of SciJava's, for
 * which the macro's waits; of the options of the macro's line it gets those that fit its
 * parameters, and ImageJ finds that line from the command's thread, too.
 */
final class SciJavaHooks extends LegacyHooks {

  private final Context context = new Context();

  /** The commands of the plugin. */
  List<CommandInfo> commands() {
    String ours = FewShotCommand.class.getPackageName();
    return context.service(CommandService.class).getCommands().stream()
        .filter(info -> info.getDelegateClassName().startsWith(ours))
        .toList();
  }

  @Override
  public Iterable<Thread> getThreadAncestors() {
    ThreadService threads = context.service(ThreadService.class);
    List<Thread> ancestors = new ArrayList<>();
    Thread thread = threads.getParent(Thread.currentThread());
    while (thread != null && !ancestors.contains(thread)) {
      ancestors.add(thread);
      thread = threads.getParent(thread);
    }
    return ancestors;
  }

  @Override
  public Object interceptRunPlugIn(String className, String argument) {
    CommandInfo info = context.service(CommandService.class).getCommand(className);
    if (info == null) {
      return null;
    }
    Map<String, Object> given = new HashMap<>();
    given.put("image", WindowManager.getCurrentImage());
    ConvertService convert = context.service(ConvertService.class);
    for (ModuleItem<?> input : info.inputs()) {
      String text = Macro.getValue(Macro.getOptions(), input.getName(), null);
      if (text != null && convert.supports(text, input.getType())) {
        given.put(input.getName(), convert.convert(text, input.getType()));
      }
    }
    try {
      return context.service(ModuleService.class).run(info, true, given).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
