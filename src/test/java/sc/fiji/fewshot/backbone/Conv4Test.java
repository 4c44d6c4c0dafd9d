package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a second implementation of plain loops. */
class Conv4Test {

  private static final int SIDE = 18;
  private static final int IMAGES = 3;

  private final Random random = new Random(5);

  @Test
  void bothNormalisationsAgreeWithPlainLoops() {
    Map<String, Tensor> tensors = someWeights();
    float[] pixels = new float[IMAGES * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    try (NDManager manager = Devices.engine().newBaseManager(Devices.choose("cpu"))) {
      NDArray images = manager.create(pixels, new Shape(IMAGES, 1, SIDE, SIDE));
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      tensors.forEach(
          (name, tensor) ->
              arrays.put(name, manager.create(tensor.data(), new Shape(tensor.shape()))));

      NDArray running = Conv4.forward(images, arrays, Conv4.Normalisation.RUNNING);
      assertEquals(new Shape(IMAGES, Conv4.CHANNELS, 1, 1), running.getShape());
      float[] means = tensors.get("norm1.mean").data().clone();
      assertArrayEquals(plain(pixels, tensors, false), running.toFloatArray(), 2e-3f);

      NDArray batch = Conv4.forward(images, arrays, Conv4.Normalisation.BATCH_AND_UPDATE);
      float[] expected = plain(pixels, tensors, true);
      assertArrayEquals(expected, batch.toFloatArray(), 2e-3f);
      // The loops have put the batch's own means in the place of the running ones.
      float[] own = tensors.get("norm1.mean").data();
      for (int c = 0; c < Conv4.CHANNELS; c++) {
        means[c] = 0.9f * means[c] + 0.1f * own[c];
      }
      assertArrayEquals(means, arrays.get("norm1.mean").toFloatArray(), 1e-4f);
    }
  }

  private Map<String, Tensor> someWeights() {
    Map<String, Tensor> tensors = Conv4.initial(1);
    tensors.forEach(
        (name, tensor) -> {
          if (!name.endsWith(".weight")) {
            for (int i = 0; i < tensor.data().length; i++) {
              tensor.data()[i] += 0.4f * (random.nextFloat() - 0.5f);
            }
          }
        });
    return tensors;
  }

  private static float[] plain(float[] pixels, Map<String, Tensor> t, boolean ofBatch) {
    double[][][][] x = new double[IMAGES][1][SIDE][SIDE];
    for (int i = 0; i < pixels.length; i++) {
      x[i / (SIDE * SIDE)][0][i / SIDE % SIDE][i % SIDE] = pixels[i];
    }
    for (int layer = 1; layer <= 4; layer++) {
      double[][][][] y = convolve(x, t.get("conv" + layer + ".weight").data());
      String norm = "norm" + layer + ".";
      if (ofBatch) {
        moments(y, t.get(norm + "mean").data(), t.get(norm + "variance").data());
      }
      normalise(y, t, norm);
      x = pool(y);
    }
    float[] out = new float[IMAGES * Conv4.CHANNELS];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) x[i / Conv4.CHANNELS][i % Conv4.CHANNELS][0][0];
    }
    return out;
  }

  private static double[][][][] convolve(double[][][][] x, float[] weights) {
    int in = x[0].length;
    int side = x[0][0].length;
    double[][][][] y = new double[x.length][Conv4.CHANNELS][side][side];
    for (int n = 0; n < x.length; n++) {
      for (int o = 0; o < Conv4.CHANNELS; o++) {
        for (int r = 0; r < side; r++) {
          for (int c = 0; c < side; c++) {
            double sum = 0;
            for (int i = 0; i < in; i++) {
              for (int k = 0; k < 9; k++) {
                int yy = r + k / 3 - 1;
                int xx = c + k % 3 - 1;
                if (yy >= 0 && yy < side && xx >= 0 && xx < side) {
                  sum += weights[(o * in + i) * 9 + k] * x[n][i][yy][xx];
                }
              }
            }
            y[n][o][r][c] = sum;
          }
        }
      }
    }
    return y;
  }

  private static void moments(double[][][][] y, float[] means, float[] variances) {
    int side = y[0][0].length;
    double count = (double) y.length * side * side;
    for (int c = 0; c < means.length; c++) {
      double sum = 0;
      double squares = 0;
      for (double[][][] image : y) {
        for (double[] row : image[c]) {
          for (double value : row) {
            sum += value;
            squares += value * value;
          }
        }
      }
      means[c] = (float) (sum / count);
      variances[c] = (float) (squares / count - sum / count * (sum / count));
    }
  }

  private static void normalise(double[][][][] y, Map<String, Tensor> t, String norm) {
    for (double[][][] image : y) {
      for (int c = 0; c < image.length; c++) {
        double gain =
            t.get(norm + "scale").data()[c] / Math.sqrt(t.get(norm + "variance").data()[c] + 1e-5);
        for (double[] row : image[c]) {
          for (int i = 0; i < row.length; i++) {
            double centred = row[i] - t.get(norm + "mean").data()[c];
            row[i] = centred * gain + t.get(norm + "shift").data()[c];
          }
        }
      }
    }
  }

  private static double[][][][] pool(double[][][][] y) {
    int side = y[0][0].length / 2;
    double[][][][] pooled = new double[y.length][y[0].length][side][side];
    for (int n = 0; n < y.length; n++) {
      for (int c = 0; c < y[0].length; c++) {
        for (int r = 0; r < 2 * side; r++) {
          for (int i = 0; i < 2 * side; i++) {
            // Starting from 0, the largest is rectified, too.
            pooled[n][c][r / 2][i / 2] = Math.max(pooled[n][c][r / 2][i / 2], y[n][c][r][i]);
          }
        }
      }
    }
    return pooled;
  }
}
