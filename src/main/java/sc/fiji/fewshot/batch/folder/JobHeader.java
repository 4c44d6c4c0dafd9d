package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.journal.JournalHeader;

/** Makes the header of a job's journal. */
final class JobHeader {

  private JobHeader() {}

  /**
   * @param settings of the job
   * @param all images of all shares
   * @param inputs those of this share
   * @return the header
   * @throws FewShotException if the classifier file cannot be read
   */
  static JournalHeader of(JobSettings settings, InputList all, List<Input> inputs) {
    StringBuilder names = new StringBuilder();
    all.inputs().forEach(input -> names.append(input.name()).append('\n'));
    return new JournalHeader(
        JournalHeader.FORMAT,
        settings.classifier().getFileName().toString(),
        hash(settings.classifier()),
        settings.options(),
        settings.plan().classifier().classes().stream()
            .map(
                c ->
                    new JournalHeader.NamedColour(
                        c.name(), String.format(Locale.ROOT, "#%06x", c.rgb())))
            .toList(),
        settings.shard().toString(),
        inputs.stream().map(Input::name).toList(),
        all.inputs().size(),
        Sha256.of(names.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String hash(Path classifier) {
    try {
      return Sha256.of(classifier);
    } catch (IOException e) {
      throw new FewShotException("The classifier file " + classifier + " cannot be read.", e);
    }
  }
}
