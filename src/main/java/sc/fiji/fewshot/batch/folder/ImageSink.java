package sc.fiji.fewshot.batch.folder;

import java.nio.file.Path;
import java.util.function.Function;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.journal.ImageFigures;

/** Receives what becomes of each image, one after the other: puts it in place and records it. */
public interface ImageSink {

  /**
   * @param input an image
   * @param stamp which version of it was read, of {@link #stamp}
   * @param seconds that encoding and predicting took
   * @param write puts the files into a folder, under their final names
   */
  void done(Input input, String stamp, double seconds, Function<Path, ImageFigures> write);

  /**
   * @param input an image
   * @param stamp which version of it was read, of {@link #stamp}
   * @param reason why it could not be classified, a sentence
   */
  void failed(Input input, String stamp, String reason);

  /**
   * @param input an image that is about to be read
   * @return which version of it and its regions this is
   */
  String stamp(Input input);

  /**
   * @return folder for unfinished files, on the same disk as the results; it is deleted at the
   *     start and at the end of a job
   */
  Path staging();
}
