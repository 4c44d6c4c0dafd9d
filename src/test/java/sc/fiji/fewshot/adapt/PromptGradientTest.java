package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.gradient.Gradients;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Standardiser;

/** The gradients by which prompts are learnt, against central finite differences of the loss. */
class PromptGradientTest {

  private static final int[] EXAMPLES = {0, 1, 2, 3};

  // Pictures 0 and 3 are alike, and so are 1 and 2: a loss far from its minimum, hence steep.
  private static final int[] LABELS = {0, 0, 1, 1};

  private static Backbone backbone;

  @BeforeAll
  static void open() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
  }

  @AfterAll
  static void close() {
    backbone.close();
  }

  @Test
  void ofAFactorAndASummandOfTheFirstConvolution() {
    assertGradient(Adaptation.SCALE_SHIFT, 0, 2e-3f);
    assertGradient(Adaptation.SCALE_SHIFT, 1, 2e-3f);
  }

  @Test
  void ofAFactorAndASummandOfTheLastConvolution() {
    int last = 2 * 25 - 2;
    assertGradient(Adaptation.SCALE_SHIFT, last, 2e-2f);
    assertGradient(Adaptation.SCALE_SHIFT, last + 1, 2e-2f);
  }

  @Test
  void ofPixelsAtTheTopAndLeftOfABorder() {
    assertGradient(Adaptation.BORDER, 0, 5e-3f);
    assertGradient(Adaptation.BORDER, 2, 5e-3f);
  }

  /**
   * Moves the number whose gradient is steepest to either side, and all numbers of the array along
   * their gradient.
   */
  private static void assertGradient(Adaptation adaptation, int number, float epsilon) {
    try (WorkerPool workers = new WorkerPool(1);
        ExampleViews views = new ExampleViews(adaptation, backbone, 0)) {
      views.add(pictures(), workers);
      Standardiser standardiser = Standardiser.of(backbone.statistics().orElseThrow());
      try (AdaptableNetwork network = new AdaptableNetwork(views, standardiser)) {
        NDArray parameter = network.parameters().get(number);
        try (NDManager scope = network.manager().newSubManager()) {
          Gradients.add(() -> loss(scope, network));
        }
        float[] gradient = parameter.getGradient().toFloatArray();
        float[] steepest = new float[gradient.length];
        float[] along = new float[gradient.length];
        double squares = 0;
        int top = 0;
        for (int i = 0; i < gradient.length; i++) {
          squares += gradient[i] * gradient[i];
          top = Math.abs(gradient[i]) > Math.abs(gradient[top]) ? i : top;
        }
        assertTrue(squares > 0, "a gradient flows back");
        double length = Math.sqrt(squares);
        steepest[top] = 1;
        for (int i = 0; i < gradient.length; i++) {
          along[i] = (float) (gradient[i] / length);
        }
        double single = slope(network, parameter, steepest, epsilon);
        assertEquals(gradient[top], single, 0.05 * Math.abs(gradient[top]), "number " + top);
        assertEquals(length, slope(network, parameter, along, epsilon), 0.05 * length);
      }
    }
  }

  private static double slope(
      AdaptableNetwork network, NDArray parameter, float[] direction, float epsilon) {
    double above = moved(network, parameter, direction, epsilon);
    double below = moved(network, parameter, direction, -epsilon);
    return (above - below) / (2 * epsilon);
  }

  private static double moved(
      AdaptableNetwork network, NDArray parameter, float[] direction, float by) {
    try (NDManager scope = network.manager().newSubManager()) {
      NDArray step = scope.create(direction, parameter.getShape()).mul(by);
      parameter.setRequiresGradient(false);
      parameter.addi(step);
      double loss = loss(scope, network).getFloat();
      parameter.subi(step);
      parameter.setRequiresGradient(true);
      return loss;
    }
  }

  private static NDArray loss(NDManager scope, AdaptableNetwork network) {
    return new LeaveOneOutLoss(LABELS, 2, 10).of(network.embed(scope, EXAMPLES));
  }

  private static List<List<RgbImage>> pictures() {
    Random random = new Random(2);
    List<List<RgbImage>> pictures = new ArrayList<>();
    for (int picture : EXAMPLES) {
      float[] rgb = new float[3 * Border.SIDE * Border.SIDE];
      for (int k = 0; k < rgb.length; k++) {
        int x = k / 3 % Border.SIDE;
        int y = k / 3 / Border.SIDE;
        double wave = Math.sin((picture % 3 == 0 ? x : y) / 4.0);
        rgb[k] = (float) (0.5 + 0.2 * wave + 0.1 * random.nextGaussian());
      }
      pictures.add(List.of(new RgbImage(Border.SIDE, Border.SIDE, rgb)));
    }
    return pictures;
  }
}
