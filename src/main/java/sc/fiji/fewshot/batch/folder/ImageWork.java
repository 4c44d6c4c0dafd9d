package sc.fiji.fewshot.batch.folder;

import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.batch.input.Input;

/** Who works on the images of a job: this machine, or many. */
@FunctionalInterface
public interface ImageWork {

  /**
   * Works on images; blocks until the sink has taken all of them.
   *
   * @param inputs the images
   * @param sink takes each of them once, in any order, on one thread at a time
   * @param progress may cancel
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws sc.fiji.fewshot.FewShotException if the work cannot go on
   */
  void run(List<Input> inputs, ImageSink sink, Progress progress);
}
