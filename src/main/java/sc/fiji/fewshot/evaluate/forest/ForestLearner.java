package sc.fiji.fewshot.evaluate.forest;

import java.util.Arrays;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import sc.fiji.fewshot.evaluate.Learner;
import sc.fiji.fewshot.evaluate.Recogniser;
import sc.fiji.fewshot.learn.Shots;

/**
 * A random forest: Breiman, "Random Forests", Machine Learning 45 (2001) 5-32, with fully grown
 * trees, the Gini index and the root of the number of features tried at each split. A class's
 * probability is its share of the trees' votes.
 */
public final class ForestLearner implements Learner {

  private static final int TREES = 100;
  private static final long SEED = 1;
  private static final float SMALLEST_CHILD = 1;

  /** Held here so that its level stays: it would tell of every tree. */
  private static final Logger TALKATIVE = Logger.getLogger("org.tribuo");

  static {
    TALKATIVE.setLevel(Level.WARNING);
  }

  private final double[][] features;
  private final String[] names;

  /**
   * @param features one row an image
   */
  public ForestLearner(float[][] features) {
    this.features = new double[features.length][features[0].length];
    for (int i = 0; i < features.length; i++) {
      for (int k = 0; k < features[i].length; k++) {
        this.features[i][k] = features[i][k];
      }
    }
    names = new String[features[0].length];
    // The library expects names in their order.
    Arrays.setAll(names, k -> "%05d".formatted(k));
  }

  @Override
  public Recogniser learn(Shots shots, int[] unlabelled) {
    LabelFactory labels = new LabelFactory();
    MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("support", labels), labels);
    for (int i = 0; i < shots.images().length; i++) {
      data.add(example(shots.images()[i], new Label(Integer.toString(shots.labels()[i]))));
    }
    float tried = (float) (Math.sqrt(names.length) / names.length);
    CARTClassificationTrainer tree =
        new CARTClassificationTrainer(
            Integer.MAX_VALUE, SMALLEST_CHILD, 0, tried, new GiniIndex(), SEED);
    Model<Label> forest =
        new RandomForestTrainer<>(tree, new VotingCombiner(), TREES, SEED).train(data);
    return image -> probabilities(forest, image, shots.classes());
  }

  private double[] probabilities(Model<Label> forest, int image, int classes) {
    Map<String, Label> votes =
        forest.predict(example(image, LabelFactory.UNKNOWN_LABEL)).getOutputScores();
    double[] probabilities = new double[classes];
    Arrays.setAll(probabilities, c -> votes.get(Integer.toString(c)).getScore());
    return probabilities;
  }

  private Example<Label> example(int image, Label label) {
    return new ArrayExample<>(label, names, features[image]);
  }
}
