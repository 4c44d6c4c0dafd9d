package sc.fiji.fewshot.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.DynamicCommand;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.service.Service;
import org.scijava.task.TaskService;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.CatalogueEntry;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.learn.FewShotMethods;

/**
 * What all commands have in common: progress that can be cancelled, and one clear sentence for
 * whatever goes wrong.
 */
public abstract class FewShotCommand extends DynamicCommand {

  /** The menu that the commands' own is in. */
  static final String PLUGINS = "Plugins";

  /** The menu of the commands. */
  static final String FEW_SHOT = "Few-Shot";

  /** The name of the parameter that takes a method. */
  static final String METHOD = "method";

  /** The name of the parameter that takes a backbone. */
  static final String BACKBONE = "backbone";

  @Parameter private StatusService status;

  @Parameter private TaskService tasks;

  @Parameter private LogService log;

  @Parameter private UIService ui;

  @Parameter private ThreadService threadService;

  private boolean dialog;

  private String macroOptions;

  private boolean endedByUser;

  private Consumer<String> problems = this::tell;

  /**
   * @param listener hears, in one sentence, why the command failed or that it was cancelled,
   *     instead of the user; {@link #getCancelReason} gives the same sentence
   */
  public final void setProblemListener(Consumer<String> listener) {
    problems = listener;
  }

  /** Runs the command; blocks until it is done. */
  @Override
  public final void run() {
    IJ.resetEscape();
    if (dialog) {
      LastUsed.keep(this);
    }
    try {
      if (macroOptions != null) {
        ParameterText.check(macroOptions, this);
      }
      execute();
    } catch (CancellationException e) {
      log.debug(e);
      endedByUser = true;
      fail(getInfo().getTitle().replace("...", "") + " was cancelled.");
    } catch (FewShotException e) {
      log.debug(e);
      fail(e.getMessage());
    } catch (OutOfMemoryError e) {
      fail("Java ran out of memory; give ImageJ more with Edit > Options > Memory & Threads.");
    } catch (RuntimeException | LinkageError e) {
      log.debug(e);
      fail(
          "Something went wrong that should not have: "
              + e
              + "; start ImageJ with -Dscijava.log.level=debug, try again and report what is printed.");
    } finally {
      MacroImage.handOver(threadService.getParent(Thread.currentThread()));
    }
  }

  /**
   * @return whether the command was cancelled by the user, who need not be told
   */
  public final boolean isEndedByUser() {
    return endedByUser;
  }

  /**
   * Does the work.
   *
   * @throws FewShotException for what the user can put right
   * @throws CancellationException if the user cancels
   */
  abstract void execute();

  private void fail(String sentence) {
    cancel(sentence);
    problems.accept(sentence);
  }

  /** SciJava itself shows the reason of a cancelled command where it has a user interface. */
  private void tell(String sentence) {
    if (GraphicsEnvironment.isHeadless()) {
      log.error(sentence);
    }
    if (endedByUser && !IJ.isMacro() && ui.isVisible()) {
      cancel("");
      status.showStatus(sentence);
    }
    if (IJ.isMacro()) {
      // ImageJ shows the sentence, so SciJava need not.
      cancel("");
      FailedMacro.endFromElsewhere(sentence);
    }
  }

  /**
   * @param what goes on
   * @return progress of it, to be closed
   */
  final TaskProgress progress(String what) {
    return new TaskProgress(
        tasks.createTask("Few-Shot: " + what), status, () -> isCanceled() || IJ.escapePressed());
  }

  /**
   * Tells the user what came out: in ImageJ's log window, or on standard output where there is
   * none.
   */
  final void say(String sentence) {
    IJ.log(sentence);
  }

  /** Gets ready to be shown as a dialog: offers backbones, and what was chosen the last time. */
  protected void prepare() {
    if (getInfo().getInput(METHOD) != null) {
      getInfo().getMutableInput(METHOD, String.class).setChoices(FewShotMethods.words());
    }
    ModuleItem<?> backbone = getInfo().getInput(BACKBONE);
    if (backbone != null) {
      // With 'auto', the classifier knows it.
      boolean known = TrainingSettings.AUTO.equals(getInput(BACKBONE));
      offer(known ? List.of(TrainingSettings.AUTO) : List.of());
    }
    macroOptions = IJ.isMacro() ? Macro.getOptions() : null;
    if (macroOptions != null || (IJ.isMacro() && hasOptions())) {
      // A macro's line is complete: Fiji need not ask for what it leaves out.
      getInfo().inputs().forEach(input -> resolveInput(input.getName()));
    } else if (!hasOptions() && ui.isVisible()) {
      dialog = true;
      LastUsed.recall(this);
    }
  }

  /** Whether somebody has given a value that ImageJ does not give by itself. */
  private boolean hasOptions() {
    for (ModuleItem<?> input : getInfo().inputs()) {
      boolean byItself =
          Service.class.isAssignableFrom(input.getType())
              || Context.class.isAssignableFrom(input.getType())
              || ImagePlus.class.isAssignableFrom(input.getType());
      if (!byItself && isInputResolved(input.getName())) {
        return true;
      }
    }
    return false;
  }

  private void offer(List<String> first) {
    List<String> names = new ArrayList<>(first);
    try {
      BackboneStore.usual().catalogue().entries().stream()
          .filter(entry -> entry.kind() != CatalogueEntry.Kind.RECIPE)
          .map(CatalogueEntry::name)
          .forEach(names::add);
    } catch (FewShotException e) {
      // A damaged catalogue is reported when one of its backbones is asked for.
      log.debug(e);
      names.add(Backbones.EMBEDDED);
    }
    getInfo().getMutableInput(BACKBONE, String.class).setChoices(names);
  }

  /** How many threads a command works on: results do not depend on it. */
  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
