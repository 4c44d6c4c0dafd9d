import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Random;

/** A prototypical network in one file, on vectors of ten numbers; docs/toy/README.md explains it. */
public final class PrototypicalToy {

  static final int WAYS = 5; // classes in an episode
  static final int SHOTS = 5; // examples of each class to learn from: the support
  static final int QUERIES = 10; // others of each class to recognise
  static final int NUMBERS = 10; // numbers in a vector
  static final int STEPS = 100;

  /** Vectors of some classes in random places: the support, then the queries, class by class. */
  record Episode(NDArray support, NDArray query, NDArray queryLabels) {

    static Episode draw(NDManager manager, Random random) {
      float[][] support = new float[WAYS * SHOTS][NUMBERS];
      float[][] query = new float[WAYS * QUERIES][NUMBERS];
      int[] labels = new int[query.length];
      for (int c = 0; c < WAYS; c++) {
        float[] centre = new float[NUMBERS];
        for (int k = 0; k < NUMBERS / 2; k++) centre[k] = (float) (3 * random.nextGaussian());
        for (int i = 0; i < SHOTS + QUERIES; i++) {
          float[] vector = i < SHOTS ? support[c * SHOTS + i] : query[c * QUERIES + i - SHOTS];
          for (int k = 0; k < NUMBERS; k++) { // the second half of a vector is nothing but noise
            vector[k] = centre[k] + (float) ((k < NUMBERS / 2 ? 0.5 : 1.5) * random.nextGaussian());
          }
        }
        Arrays.fill(labels, c * QUERIES, (c + 1) * QUERIES, c);
      }
      return new Episode(manager.create(support), manager.create(query), manager.create(labels));
    }
  }

  /** The encoder: ten numbers become an embedding of sixteen. */
  static SequentialBlock encoder(NDManager manager) {
    SequentialBlock encoder = new SequentialBlock();
    encoder.add(Linear.builder().setUnits(64).build()).add(Activation::relu);
    encoder.add(Linear.builder().setUnits(16).build());
    encoder.initialize(manager, DataType.FLOAT32, new Shape(1, NUMBERS));
    return encoder;
  }

  /** Minus the squared distance of each query's embedding to the mean embedding of each class. */
  static NDArray logits(SequentialBlock encoder, NDManager scope, Episode episode) {
    ParameterStore store = new ParameterStore(scope, false);
    NDArray support = encoder.forward(store, new NDList(episode.support()), true).head();
    NDArray query = encoder.forward(store, new NDList(episode.query()), true).head();
    NDArray prototypes = support.reshape(WAYS, SHOTS, -1).mean(new int[] {1}); // of each class
    return query.expandDims(1).sub(prototypes.expandDims(0)).square().sum(new int[] {2}).neg();
  }

  /** Mean negative log-probability of the right classes. */
  static NDArray loss(NDArray logits, NDArray labels) {
    return logits.logSoftmax(1).mul(labels.oneHot(WAYS)).sum().div(-WAYS * QUERIES);
  }

  /** Share of the queries of new episodes that are nearest to the prototype of their class. */
  static double accuracy(SequentialBlock encoder, NDManager manager, long seed) {
    Random random = new Random(seed);
    double sum = 0;
    for (int i = 0; i < 100; i++) {
      try (NDManager scope = manager.newSubManager()) {
        Episode episode = Episode.draw(scope, random);
        NDArray labels = episode.queryLabels().toType(DataType.INT64, false);
        NDArray right = logits(encoder, scope, episode).argMax(1).eq(labels);
        sum += right.toType(DataType.FLOAT32, false).mean().getFloat();
      }
    }
    return sum / 100;
  }

  public static void main(String[] args) {
    Engine.getInstance().setRandomSeed(0);
    Random random = new Random(0);
    Optimizer adam = Adam.builder().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      SequentialBlock encoder = encoder(manager);
      encoder.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
      double recent = 0;
      System.out.printf("accuracy before: %.3f%n", accuracy(encoder, manager, 1));
      for (int step = 1; step <= STEPS; step++) {
        try (NDManager scope = manager.newSubManager()) {
          Episode episode = Episode.draw(scope, random);
          try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = loss(logits(encoder, scope, episode), episode.queryLabels());
            recent += loss.getFloat() / 20;
            collector.backward(loss);
          }
          for (Parameter parameter : encoder.getParameters().values()) {
            NDArray gradient = parameter.getArray().getGradient();
            adam.update(parameter.getId(), parameter.getArray(), gradient);
            gradient.subi(gradient); // the next gradient would be added to this one
          }
          if (step % 20 == 0) {
            System.out.printf("loss of steps %d to %d: %.3f%n", step - 19, step, recent);
            recent = 0;
          }
        }
      }
      System.out.printf("accuracy after: %.3f%n", accuracy(encoder, manager, 1));
    }
  }
}
