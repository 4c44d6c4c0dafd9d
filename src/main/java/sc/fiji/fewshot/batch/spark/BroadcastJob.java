package sc.fiji.fewshot.batch.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.Resolution;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.folder.JobSettings;
import sc.fiji.fewshot.io.ClassifierFile;

/**
 * What every executor is told once.
 *
 * @param id of the job, unique
 * @param classifier content of the classifier file
 * @param mode in words
 * @param patch side of a patch, image pixels
 * @param stride from one patch to the next, image pixels
 * @param level resolution that is asked for, or null
 * @param micrometres width of a pixel that is asked for, or null
 * @param results kinds of results in words
 * @param regions path of the regions, or null
 * @param staging path of the folder for unfinished files
 * @param backbone name or path of the backbone
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param threads of the CNN; 0 for as many as there are cores
 */
record BroadcastJob(
    String id,
    byte[] classifier,
    String mode,
    int patch,
    int stride,
    Integer level,
    Double micrometres,
    String results,
    String regions,
    String staging,
    String backbone,
    String device,
    int threads)
    implements Serializable {

  static BroadcastJob of(JobSettings settings, SparkCluster cluster, Path staging) {
    ClassificationPlan plan = settings.plan();
    OptionalInt level = plan.resolution().level();
    OptionalDouble micrometres = plan.resolution().micrometres();
    try {
      return new BroadcastJob(
          UUID.randomUUID().toString(),
          Files.readAllBytes(settings.classifier()),
          plan.mode().name().toLowerCase(Locale.ROOT),
          plan.classifier().input().patch(),
          plan.stride(),
          level.isPresent() ? level.getAsInt() : null,
          micrometres.isPresent() ? micrometres.getAsDouble() : null,
          ResultKind.words(settings.kinds()),
          settings.regions() == null ? null : settings.regions().toAbsolutePath().toString(),
          staging.toAbsolutePath().toString(),
          cluster.backbone(),
          cluster.device(),
          cluster.threads());
    } catch (IOException e) {
      throw new FewShotException(
          "The classifier file " + settings.classifier() + " cannot be read.", e);
    }
  }

  /** The plan of the driver, on an executor. */
  ClassificationPlan plan() {
    try {
      Path file = Files.createTempFile("classifier", ".fewshot");
      try {
        Files.write(file, classifier);
        return ClassificationPlan.parse(ClassifierFile.read(file), mode, patch, stride)
            .withResolution(Resolution.parse(level, micrometres));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new FewShotException(
          "An executor cannot write to its folder for temporary files; give it another one"
              + " (spark.executor.extraJavaOptions=-Djava.io.tmpdir=...).",
          e);
    }
  }
}
