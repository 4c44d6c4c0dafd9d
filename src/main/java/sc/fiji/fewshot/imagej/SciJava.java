package sc.fiji.fewshot.imagej;

import ij.IJ;
import java.util.List;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import sc.fiji.fewshot.command.FewShotCommand;

/** SciJava within plain ImageJ: finds the commands and shows their progress in the status bar. */
final class SciJava {

  private static final String COMMANDS = FewShotCommand.class.getPackageName() + ".";

  private static SciJava instance;

  private final Context context;

  private SciJava() {
    quieten();
    // ImageJ's thread sees ImageJ only; SciJava and the commands are where this class is.
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(SciJava.class.getClassLoader());
    try {
      context = new Context();
    } finally {
      thread.setContextClassLoader(callers);
    }
    context.service(EventService.class).subscribe(this);
  }

  /** The engine's log is for developers. */
  private static void quieten() {
    String level = "org.slf4j.simpleLogger.defaultLogLevel";
    if (System.getProperty(level) == null) {
      System.setProperty(level, "warn");
      System.setProperty("org.slf4j.simpleLogger.log.ai.djl.util.cuda", "error");
    }
  }

  /**
   * @return the only one, which takes a second to start
   */
  static synchronized SciJava get() {
    if (instance == null) {
      instance = new SciJava();
    }
    return instance;
  }

  /**
   * @return all commands of this plugin
   */
  List<CommandInfo> commands() {
    return context.service(CommandService.class).getCommands().stream()
        .filter(info -> info.getClassName().startsWith(COMMANDS))
        .toList();
  }

  /**
   * @param name in the menu, with or without the dots at its end
   * @return the command of that name
   */
  Optional<CommandInfo> find(String name) {
    return commands().stream()
        .filter(info -> plain(menuName(info)).equals(plain(name)))
        .findFirst();
  }

  /**
   * @param info of a command
   * @return its name in the menu
   */
  static String menuName(CommandInfo info) {
    return info.getMenuPath().getLeaf().getName();
  }

  private static String plain(String name) {
    return name.endsWith("...") ? name.substring(0, name.length() - 3) : name;
  }

  /**
   * @param info of a command
   * @return the command, ready for its parameters
   */
  FewShotCommand create(CommandInfo info) {
    try {
      Module module = info.createModule();
      context.inject(module);
      module.initialize();
      return (FewShotCommand) module;
    } catch (ModuleException e) {
      throw new IllegalStateException("The command " + info.getClassName() + " cannot be made", e);
    }
  }

  @EventHandler
  void onEvent(StatusEvent event) {
    if (event.getProgressMaximum() > 0) {
      IJ.showProgress(event.getProgressValue(), event.getProgressMaximum());
    }
    if (event.getStatusMessage() != null) {
      IJ.showStatus(event.getStatusMessage());
    }
  }
}
