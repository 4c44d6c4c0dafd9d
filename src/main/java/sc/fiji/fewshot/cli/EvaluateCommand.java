package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.BenchmarkPlan;
import sc.fiji.fewshot.evaluate.BenchmarkReport;
import sc.fiji.fewshot.evaluate.BenchmarkRow;
import sc.fiji.fewshot.evaluate.DataSetBenchmark;
import sc.fiji.fewshot.evaluate.EpisodeExport;
import sc.fiji.fewshot.evaluate.ForestPeer;
import sc.fiji.fewshot.evaluate.Learner;
import sc.fiji.fewshot.evaluate.MarksNeeded;
import sc.fiji.fewshot.evaluate.Peer;

/** {@code fewshot evaluate}. */
@Command(
    name = "evaluate",
    header = "Measure few-shot accuracy on folders of classes.",
    description = {
      "",
      "Draws episodes (some classes, a few examples of each to learn from, others to recognise) and"
          + " reports the mean accuracy with its 95 %% interval. Queries never help in learning,"
          + " unless --transductive is given. Several data sets make a macro-average, several"
          + " methods paired differences on the same episodes.",
      "",
      "Example: fewshot evaluate --data cells/ --ways 5 --shots 1,5,10 --json result.json",
      "  fewshot evaluate --data sets/ --method auto,forest,bare@mobilenet.pt --markdown table.md",
      ""
    })
final class EvaluateCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Mixin private PeerOptions peerOptions;

  @Mixin private ReportOptions reportOptions;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Folders of classes (DIR/class/image.png) or folders of such folders; may be repeated.")
  private List<Path> data;

  @Option(
      names = "--ways",
      defaultValue = "5",
      paramLabel = "N",
      description = "Classes in an episode (default: ${DEFAULT-VALUE}); fewer if there are fewer.")
  private int ways;

  @Option(
      names = "--shots",
      defaultValue = "1,5,10",
      split = ",",
      paramLabel = "N",
      description = "Examples of each class, one or several numbers (default: ${DEFAULT-VALUE}).")
  private List<Integer> shots;

  @Option(
      names = "--uneven",
      description =
          "Give each class a number of examples of its own: from 2 to the number of shots.")
  private boolean uneven;

  @Option(
      names = "--queries",
      defaultValue = "15",
      paramLabel = "N",
      description = "Images of each class to recognise (default: ${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--episodes",
      defaultValue = "600",
      paramLabel = "N",
      description = "Number of episodes (default: ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--marks-needed",
      description =
          "Also find with how many marks a class the forest does what the first method does with 5.")
  private boolean marksNeeded;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Safetensors file to write: the standardised embeddings and the predictions of all"
              + " episodes, to check them with other programs.")
  private Path export;

  @Override
  public Integer call() {
    BenchmarkPlan plan =
        Checks.words(
            () ->
                BenchmarkPlan.checked(ways, shots, queries, episodes, peerOptions.seed(), uneven));
    reportOptions.check();
    List<ClassFolder> folders =
        data.stream().flatMap(folder -> ClassFolder.readAll(folder).stream()).toList();
    EpisodeExport episodeExport = new EpisodeExport();
    try (WorkerPool workers = new WorkerPool(common.threads());
        OpenBackbones backbones = new OpenBackbones(common.device())) {
      List<Peer> peers = peerOptions.peers(backbones, workers);
      Optional<Peer> rival = rival(peers);
      BenchmarkReport report =
          new BenchmarkReport(plan, peers, new ArrayList<>(), new ArrayList<>());
      for (ClassFolder folder : folders) {
        List<Learner> learners = prepare(folder, peers);
        try {
          DataSetBenchmark benchmark = new DataSetBenchmark(folder, peers, learners, plan, workers);
          measure(benchmark, folder, report.rows(), episodeExport);
          rival.ifPresent(
              forest ->
                  benchmark
                      .marksNeeded(forest, peerOptions.forestEpisodes())
                      .ifPresent(report.marks()::add));
        } finally {
          learners.forEach(Learner::close);
        }
      }
      if (report.rows().isEmpty()) {
        throw new FewShotException("No data set has enough images; ask for fewer --shots.");
      }
      reportOptions.write(report);
      if (export != null) {
        episodeExport.write(export);
      }
    }
    return 0;
  }

  private Optional<Peer> rival(List<Peer> peers) {
    if (!marksNeeded) {
      return Optional.empty();
    }
    Optional<Peer> forest =
        peers.stream().skip(1).filter(p -> p.method().equals(ForestPeer.METHOD)).findFirst();
    if (forest.isEmpty() || !shots.contains(MarksNeeded.MARKS)) {
      throw new UsageException(
          "--marks-needed compares 'forest' with the first method at 5 shots; name forest after it"
              + " in --method and 5 among --shots.");
    }
    if (uneven) {
      throw new UsageException(
          "--marks-needed counts the marks of each class; leave out --uneven, or measure apart.");
    }
    return forest;
  }

  private List<Learner> prepare(ClassFolder folder, List<Peer> peers) {
    List<Learner> learners = new ArrayList<>();
    for (Peer peer : peers) {
      try (ProgressReport progress = common.progress(folder.name() + " " + peer.method())) {
        learners.add(peer.prepare(folder, progress));
      }
    }
    return learners;
  }

  private void measure(
      DataSetBenchmark benchmark,
      ClassFolder folder,
      List<BenchmarkRow> rows,
      EpisodeExport episodeExport) {
    for (int shot : shots) {
      Optional<String> problem = benchmark.problem(shot);
      if (problem.isPresent()) {
        common.say(folder.name() + " is left out: " + problem.get());
        continue;
      }
      benchmark.run(shot, row -> tell(row, rows));
      if (export != null) {
        benchmark.export(shot, episodeExport);
      }
    }
  }

  private static void tell(BenchmarkRow row, List<BenchmarkRow> rows) {
    rows.add(row);
    System.out.println(row.text());
  }
}
