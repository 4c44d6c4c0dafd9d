package sc.fiji.fewshot.batch.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.fewshot.FewShotException;

/** Connects with a Spark cluster, or says in time that this cannot be done. */
final class SparkConnection {

  private static final String STANDALONE = "spark://";
  private static final int PROBE_MILLIS = 10_000;

  /** A standalone master answers at once; others may have a queue before the start. */
  private static final long STANDALONE_SECONDS = 120;

  private static final long QUEUE_SECONDS = 3600;

  private SparkConnection() {}

  /**
   * @param cluster to connect with
   * @param name of the job, for Spark's own pages
   * @return the connection, to be closed
   * @throws FewShotException if there is no cluster, or it does not answer
   */
  static JavaSparkContext open(SparkCluster cluster, String name) {
    SparkConf conf = configuration(cluster, name);
    String master = conf.get("spark.master");
    boolean standalone = master.startsWith(STANDALONE);
    if (standalone) {
      probe(master);
    }
    // After some failures the start never ends.
    FutureTask<JavaSparkContext> start = new FutureTask<>(() -> new JavaSparkContext(conf));
    Thread thread = new Thread(start, "few-shot spark start");
    thread.setDaemon(true);
    thread.start();
    try {
      JavaSparkContext context =
          start.get(standalone ? STANDALONE_SECONDS : QUEUE_SECONDS, TimeUnit.SECONDS);
      context.setLogLevel("WARN");
      return context;
    } catch (TimeoutException e) {
      throw unreachable(master, "no answer", e);
    } catch (ExecutionException e) {
      throw unreachable(master, String.valueOf(e.getCause().getMessage()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(master, "interrupted", e);
    }
  }

  private static SparkConf configuration(SparkCluster cluster, String name) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "fewshot classify: " + name);
    if (!cluster.master().isEmpty()) {
      conf.setMaster(cluster.master());
    }
    if (!conf.contains("spark.master")) {
      throw new FewShotException(
          "No Spark cluster is given; give its address to --spark, or to spark-submit --master.");
    }
    // Records travel, which the other serializer does not know.
    conf.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
    conf.setIfMissing("spark.executorEnv.MALLOC_ARENA_MAX", "2");
    if (!conf.get("spark.master").startsWith("local")) {
      String jars = ownJars();
      if (!jars.isEmpty()) {
        conf.setIfMissing("spark.jars", jars);
      }
    }
    return conf;
  }

  /** What executors need and Spark does not bring: the jars beside the launcher. */
  private static String ownJars() {
    String home = System.getProperty("fewshot.home");
    if (home == null) {
      return "";
    }
    try (Stream<Path> jars = Files.list(Path.of(home, "lib"))) {
      return jars.filter(jar -> !jar.getFileName().toString().startsWith("slf4j-"))
          .sorted()
          .map(Path::toString)
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw new FewShotException("The folder " + home + "/lib cannot be read; install again.", e);
    }
  }

  private static void probe(String masters) {
    IOException problem = null;
    for (String address : masters.substring(STANDALONE.length()).split(",")) {
      URI uri = URI.create(STANDALONE + address);
      if (uri.getHost() == null || uri.getPort() < 0) {
        throw new FewShotException(
            "The address of Spark's master must be like spark://host:7077, not '%s'."
                .formatted(masters));
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PROBE_MILLIS);
        return;
      } catch (IOException e) {
        problem = e;
      }
    }
    throw unreachable(masters, problem.getMessage(), problem);
  }

  private static FewShotException unreachable(String master, String reason, Throwable cause) {
    return new FewShotException(
        "Spark at %s cannot be reached (%s); check its address, and that it runs."
            .formatted(master, reason),
        cause);
  }
}
