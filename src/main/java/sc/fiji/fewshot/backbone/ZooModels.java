package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;

/**
 * Models of DJL's model zoo, through DJL's own loading and its own cache. DJL would download
 * whatever is missing at first use, unasked; here that happens in {@link #download} alone.
 */
final class ZooModels {

  private static final String OFFLINE = "ai.djl.offline";

  private ZooModels() {}

  /**
   * @param uri such as {@code djl://ai.djl.pytorch/resnet18_embedding}, or a folder like the zoo
   * @return whether it can be loaded without the network
   */
  static boolean isDownloaded(String uri) {
    return offline(uri, () -> hasDescription(uri) && criteria(uri, null, null).isDownloaded());
  }

  /**
   * Lets DJL download a model, which checks its hash; blocks until done.
   *
   * @param uri of the model
   * @param progress hears of the bytes
   * @throws FewShotException if it cannot be had
   */
  static void download(String uri, Progress progress) {
    Devices.engine();
    told(
        uri,
        () -> {
          criteria(uri, null, new ZooProgress(progress)).downloadModel();
          return null;
        });
  }

  /**
   * @param uri of a model that is downloaded
   * @param device to run it on
   * @return the model, to be closed by the caller
   * @throws FewShotException if it cannot be loaded
   */
  static ZooModel<NDList, NDList> load(String uri, Device device) {
    Devices.engine();
    return offline(uri, () -> criteria(uri, device, null).loadModel());
  }

  private static Criteria<NDList, NDList> criteria(
      String uri, Device device, ai.djl.util.Progress progress) {
    return Criteria.builder()
        .setTypes(NDList.class, NDList.class)
        .optModelUrls(uri)
        .optEngine("PyTorch")
        .optDevice(device)
        .optTranslator(new NoopTranslator())
        .optProgress(progress)
        .build();
  }

  /** A remote model can only be there if its description is: without it DJL asks the server. */
  private static boolean hasDescription(String uri) throws IOException {
    Repository repository = Repository.newInstance("zoo", uri);
    if (!repository.isRemote()) {
      return true;
    }
    for (MRL model : repository.getResources()) {
      Path folder = repository.getCacheDirectory().resolve(model.toURI().getPath());
      if (!Files.isRegularFile(folder.resolve("metadata.json"))) {
        return false;
      }
    }
    return true;
  }

  /** Keeps DJL from asking the server whether a description that is a day old still holds. */
  private static synchronized <T> T offline(String uri, Callable<T> work) {
    String before = System.getProperty(OFFLINE);
    System.setProperty(OFFLINE, "true");
    try {
      return told(uri, work);
    } finally {
      if (before == null) {
        System.clearProperty(OFFLINE);
      } else {
        System.setProperty(OFFLINE, before);
      }
    }
  }

  private static <T> T told(String uri, Callable<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    // The zoo is found by the class loader of this program, which in Fiji is another one.
    thread.setContextClassLoader(ZooModels.class.getClassLoader());
    try {
      return work.call();
    } catch (IOException e) {
      throw new FewShotException(
          ("%s cannot be had from DJL's model zoo (%s: %s); check the network connection and its"
                  + " proxy and try again.")
              .formatted(uri, e.getClass().getSimpleName(), e.getMessage()),
          e);
    } catch (ModelNotFoundException | MalformedModelException | IllegalArgumentException e) {
      throw new FewShotException(
          "%s is no PyTorch model that DJL finds and can load; see 'fewshot backbones list'."
              .formatted(uri),
          e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  /** Hands DJL's count of bytes on as a fraction. */
  private static final class ZooProgress implements ai.djl.util.Progress {

    private final Progress progress;
    private long max = 1;
    private long now;

    ZooProgress(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void reset(String message, long total, String trailingMessage) {
      max = Math.max(1, total);
      now = 0;
    }

    @Override
    public void start(long initialProgress) {
      update(initialProgress, null);
    }

    @Override
    public void end() {
      update(max, null);
    }

    @Override
    public void increment(long increment) {
      update(now + increment, null);
    }

    @Override
    public void update(long progress, String message) {
      now = Math.min(max, Math.max(now, progress));
      this.progress.done((double) now / max);
    }
  }
}
