package sc.fiji.fewshot.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A Spark of its own on loopback: a master, workers and what is submitted, each a process. Closing
 * it, or the end of this JVM, ends them all.
 */
final class SparkStandalone implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** What Spark and the distribution both have; the rest of the distribution is none of Spark's. */
  private static final Set<String> SHARED =
      Set.of("gson", "slf4j", "commons", "jackson", "protobuf", "zstd", "snappy", "lz4");

  private static final int PATIENCE_SECONDS = 120;

  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();
  private final Thread atEnd = new Thread(this::endAll);

  /**
   * Starts a master.
   *
   * @param home empty folder to install Spark in
   * @param distribution the folder with our own jars
   * @param conf lines of Spark's configuration
   */
  SparkStandalone(Path home, Path distribution, Map<String, String> conf) throws Exception {
    this.home = home;
    install(distribution, conf);
    port = freePort();
    Runtime.getRuntime().addShutdownHook(atEnd);
    Process master =
        start(
            "master",
            java("org.apache.spark.deploy.master.Master")
                + " --host %s --port %d --webui-port 0".formatted(HOST, port));
    for (long end = end(); !listens(); Thread.sleep(50)) {
      if (!master.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("no master: " + logs());
      }
    }
  }

  private static long end() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  }

  private void install(Path distribution, Map<String, String> conf) throws IOException {
    Set<String> ours;
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      ours = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    }
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry).toAbsolutePath();
      String name = jar.getFileName().toString();
      boolean sparks = !ours.contains(name) || SHARED.contains(name.split("-")[0]);
      if (name.endsWith(".jar") && sparks) {
        Files.createSymbolicLink(jars.resolve(name), jar);
      }
    }
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path submit = bin.resolve("spark-submit");
    Files.writeString(
        submit, "#!/bin/sh\nexec " + java("org.apache.spark.deploy.SparkSubmit") + " \"$@\"\n");
    if (!submit.toFile().setExecutable(true)) {
      throw new IOException(submit + " cannot be made executable");
    }
    Path settings = Files.createDirectories(home.resolve("conf"));
    Files.write(
        settings.resolve("spark-defaults.conf"),
        new TreeMap<>(conf).entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  private String java(String main) {
    return "'%s' -Xmx512m %s -cp '%s/jars/*' %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            String.join(" ", JavaModuleOptions.defaultModuleOptionArray()),
            home,
            main);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(HOST, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @return address of the master
   */
  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /**
   * Starts a worker of one core.
   *
   * @param name of it
   * @return its process
   */
  Process worker(String name) throws IOException {
    return worker(name, "");
  }

  /**
   * Starts a worker of one core, and holds it and its executors to that: to Spark a core is a task
   * at a time, however many threads that has.
   *
   * @param name of it
   * @param core of the machine, from 0
   * @return its process
   */
  Process workerOn(String name, int core) throws IOException {
    return worker(name, "taskset -c " + core + " ");
  }

  private Process worker(String name, String before) throws IOException {
    return start(
        name,
        before
            + java("org.apache.spark.deploy.worker.Worker")
            + " --host %s --cores 1 --memory 1g --webui-port 0 --work-dir '%s' %s"
                .formatted(HOST, home.resolve(name), url()));
  }

  /**
   * Starts a shell command that finds this Spark.
   *
   * @param name of its log
   * @param command to run
   * @return its process
   */
  Process start(String name, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command.contains("\n") ? command : "exec " + command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_CONF_DIR", home.resolve("conf").toString());
    environment.put("SPARK_LOCAL_IP", HOST);
    environment.put("SPARK_LOCAL_DIRS", home.resolve("local").toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.merge("PATH", home.resolve("bin").toString(), (old, own) -> own + ":" + old);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /**
   * @return what all processes have printed
   */
  String logs() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(home)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        all.append(log.getFileName()).append(":\n").append(Files.readString(log)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  /**
   * Ends a process and those that it has started at once, as {@code kill -9} does.
   *
   * @param process to end
   * @return how many it had started
   */
  static int kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    return children.size();
  }

  private void endAll() {
    processes.forEach(SparkStandalone::kill);
  }

  @Override
  public void close() throws IOException {
    endAll();
    Runtime.getRuntime().removeShutdownHook(atEnd);
    // Links out of a temporary folder make JUnit warn.
    try (Stream<Path> links = Files.list(home.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
