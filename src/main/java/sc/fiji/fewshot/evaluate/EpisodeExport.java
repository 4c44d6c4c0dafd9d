package sc.fiji.fewshot.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;

/**
 * Episodes as tensors, so that other programs can check the heads: for each one, under {@code
 * DATA/SHOTS/METHOD@BACKBONE/EPISODE/}, {@code support} (n x d) and {@code query} (m x d), the
 * standardised embeddings; {@code support_labels} (n), {@code query_labels} (m) and {@code
 * predicted} (m), classes as whole numbers from 0. For a method that chooses its head, METHOD is
 * {@code METHOD.HEAD}.
 */
public final class EpisodeExport {

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** An empty one. */
  public EpisodeExport() {}

  /**
   * Adds the first episodes of a series.
   *
   * @param data name of the data set
   * @param shots examples a class
   * @param peer whose learner it is
   * @param learner of that data set; if it has no linear head nothing is added
   * @param sampler draws the episodes
   * @param episodes how many
   */
  public void add(
      String data, int shots, Peer peer, Learner learner, EpisodeSampler sampler, int episodes) {
    for (int number = 0; number < episodes; number++) {
      Episode episode = sampler.episode(number);
      Optional<HeadInputs> inputs = learner.headInputs(episode);
      if (inputs.isEmpty()) {
        return;
      }
      String head = inputs.get().head();
      String method = head.equals(peer.method()) ? head : "%s.%s".formatted(peer.method(), head);
      String prefix = "%s/%d/%s@%s/%d/".formatted(data, shots, method, peer.backbone(), number);
      tensors.put(prefix + "support", Tensor.matrix(inputs.get().support()));
      tensors.put(prefix + "query", Tensor.matrix(inputs.get().query()));
      tensors.put(prefix + "support_labels", vector(episode.supportLabels()));
      tensors.put(prefix + "query_labels", vector(episode.queryLabels()));
      tensors.put(prefix + "predicted", vector(predicted(learner, episode)));
    }
  }

  private static int[] predicted(Learner learner, Episode episode) {
    Recogniser recogniser = learner.learn(episode.shots(), Learner.NONE);
    int[] predicted = new int[episode.query().length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = Recogniser.mostProbable(recogniser.probabilities(episode.query()[i]));
    }
    return predicted;
  }

  private static Tensor vector(int[] labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels[i];
    }
    return Tensor.vector(values);
  }

  /**
   * @param file to write, a safetensors file of 32-bit floats
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public void write(Path file) {
    byte[] bytes = Safetensors.write(tensors, Safetensors.Precision.F32);
    AtomicFile.write(file, temporary -> Files.write(temporary, bytes));
  }
}
