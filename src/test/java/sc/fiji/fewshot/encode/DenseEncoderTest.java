package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.Halo;
import sc.fiji.fewshot.backbone.Segment;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

class DenseEncoderTest {

  private static final int WINDOW = 128;

  private static Backbone backbone;
  private static WorkerPool workers;

  @BeforeAll
  static void open() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(2);
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  @Test
  void tiledMapsEqualUntiledOnes() {
    TestPlane plane = new TestPlane(500, 500);
    assertTrue(TilingCheck.largestDifference(backbone, workers, plane, 480) <= 1e-4);
  }

  @Test
  void tooSmallAHaloWouldBeSeen() {
    Backbone shortSighted =
        new Backbone() {
          @Override
          public BackboneInfo info() {
            return backbone.info();
          }

          @Override
          public NDManager newManager() {
            return backbone.newManager();
          }

          @Override
          public List<Segment> segments() {
            return backbone.segments().stream()
                .map(
                    s -> new Segment(s.inputStride(), s.multiple(), new Halo(32, 32), s.function()))
                .toList();
          }

          @Override
          public Optional<EmbeddingStatistics> statistics() {
            return backbone.statistics();
          }

          @Override
          public void close() {
            // The real one stays open.
          }
        };
    TestPlane plane = new TestPlane(500, 500);
    assertTrue(TilingCheck.largestDifference(shortSighted, workers, plane, 480) > 1e-2);
  }

  @Test
  void windowEqualsItsPatchEncodedWithAllThatTheNetworkSees() {
    TestPlane plane = new TestPlane(640, 512);
    DenseEncoder dense = encoder(new FeatureCache(0));
    // The receptive field reaches at most 160 pixels beyond a cell, rounded up to whole cells.
    int margin = 160;
    int side = WINDOW + 2 * margin;
    float[][] alone =
        new PatchEncoder(backbone, workers, margin)
            .encode(
                List.of(
                    plane.read(new Box(192 - margin, 96 - margin, side, side)),
                    plane.read(new Box(0 - margin, 384 - margin, side, side))));
    assertArrayEquals(alone[0], dense.window("plane", plane, 192, 96), 2e-3f);
    assertArrayEquals(alone[1], dense.window("plane", plane, 0, 384), 2e-3f);
  }

  @Test
  void gridAndSingleWindowsAgree() {
    TestPlane plane = new TestPlane(320, 288);
    DenseEncoder dense = encoder(new FeatureCache(1L << 30));
    double[] xs = {0, 32, 64.5};
    double[] ys = {32, 96};
    float[][][] grid = new float[2][3][];
    dense.grid(
        "plane",
        plane,
        xs,
        ys,
        rows -> rows,
        (column, row, columns, rows) -> {
          for (int i = 0; i < rows.length; i++) {
            grid[row + i / columns][column + i % columns] = rows[i];
          }
        });
    for (int r = 0; r < 2; r++) {
      for (int c = 0; c < 3; c++) {
        assertArrayEquals(dense.window("plane", plane, xs[c], ys[r]), grid[r][c], 1e-3f);
      }
    }
  }

  @Test
  void windowsThatReachFarBeyondThePlaneSeeAllOfThemselves() {
    RgbPlane grey = new GreyPlane(257, 160);
    // Of a stride as wide as a window, and of one that no cell is a multiple of.
    for (double stride : new double[] {WINDOW, 47.3}) {
      int count = (int) Math.ceil(257 / stride);
      double[] xs =
          IntStream.range(0, count).mapToDouble(i -> i * stride - (WINDOW - stride) / 2).toArray();
      float[][] all = collect(encoder(new FeatureCache(0)), grey, xs, new double[] {-16, 112});
      for (float[] each : all) {
        assertArrayEquals(all[0], each, 1e-3f, "all windows look alike");
      }
    }
  }

  @Test
  void oneThreadGivesTheSameBytesAsTwo() {
    TestPlane plane = new TestPlane(700, 300);
    double[] xs = {0, 100, 200, 300, 400, 500};
    double[] ys = {0, 50, 100};
    float[][] two = collect(encoder(new FeatureCache(0)), plane, xs, ys);
    try (WorkerPool one = new WorkerPool(1)) {
      DenseEncoder alone = new DenseEncoder(backbone, one, new FeatureCache(0), WINDOW);
      assertArrayEquals(two, collect(alone, plane, xs, ys));
    }
  }

  @Test
  void cacheChangesNothingAndKeepsToItsBudget() {
    TestPlane plane = new TestPlane(300, 300);
    double[] at = {0, 64, 128};
    float[][] fresh = collect(encoder(new FeatureCache(0)), plane, at, at);
    FeatureCache cache = new FeatureCache(8 << 20);
    DenseEncoder cached = encoder(cache);
    assertArrayEquals(fresh, collect(cached, plane, at, at));
    int reads = plane.reads();
    assertArrayEquals(fresh, collect(cached, plane, at, at));
    assertEquals(reads, plane.reads(), "the second time comes from the cache");
    for (int other = 0; other < 6; other++) {
      cached.window(other, plane, 0, 0);
      assertTrue(cache.used() <= 8 << 20);
    }
  }

  private static float[][] collect(DenseEncoder dense, RgbPlane plane, double[] xs, double[] ys) {
    float[][] all = new float[xs.length * ys.length][];
    dense.grid(
        "plane",
        plane,
        xs,
        ys,
        rows -> rows,
        (column, row, columns, rows) -> {
          for (int i = 0; i < rows.length; i++) {
            all[(row + i / columns) * xs.length + column + i % columns] = rows[i];
          }
        });
    return all;
  }

  private static DenseEncoder encoder(FeatureCache cache) {
    return new DenseEncoder(backbone, workers, cache, WINDOW);
  }

  /** Blobs of changing colour, mirrored beyond the border. */
  private record GreyPlane(int width, int height) implements RgbPlane {

    @Override
    public RgbImage read(Box box) {
      float[] rgb = new float[3 * box.width() * box.height()];
      Arrays.fill(rgb, 0.5f);
      return new RgbImage(box.width(), box.height(), rgb);
    }
  }

  private static final class TestPlane implements RgbPlane {

    private final int width;
    private final int height;
    private int reads;

    TestPlane(int width, int height) {
      this.width = width;
      this.height = height;
    }

    synchronized int reads() {
      return reads;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public RgbImage read(Box box) {
      synchronized (this) {
        reads++;
      }
      float[] rgb = new float[3 * box.width() * box.height()];
      int i = 0;
      for (int y = box.y(); y < box.bottom(); y++) {
        for (int x = box.x(); x < box.right(); x++) {
          int mx = sc.fiji.fewshot.image.Mirror.index(x, width);
          int my = sc.fiji.fewshot.image.Mirror.index(y, height);
          for (int c = 0; c < 3; c++) {
            rgb[i++] =
                (float)
                    (0.5
                        + 0.3 * Math.sin(mx / (7.0 + c)) * Math.cos(my / 11.0)
                        + 0.2 * Math.sin(mx * my / 900.0 + c));
          }
        }
      }
      return new RgbImage(box.width(), box.height(), rgb);
    }
  }
}
