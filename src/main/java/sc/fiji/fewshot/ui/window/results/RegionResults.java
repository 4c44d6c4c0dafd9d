package sc.fiji.fewshot.ui.window.results;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.session.RegionPredictions;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.results.LabelMapImage;
import sc.fiji.fewshot.ui.results.LabelObjects;
import sc.fiji.fewshot.ui.results.PredictionTable;
import sc.fiji.fewshot.ui.results.RoiManagerWindow;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Classifies regions that the user, or a segmentation, outlined. On the event thread. */
final class RegionResults {

  private final WindowContext context;
  private final Asking asking;
  private final Errands errands;
  private final ImagePlus image;

  /** Some regions that fit the image, and their predictions. */
  private record Classified(Regions regions, RegionPredictions predictions) {}

  /** Regions, and of which ROI each is; null for those of no ROI. */
  private record Regions(List<Example> examples, List<Roi> sources, Fitting fitting) {}

  RegionResults(WindowContext context, Asking asking, Errands errands) {
    this.context = context;
    this.asking = asking;
    this.errands = errands;
    image = context.image();
  }

  /** Classifies what is in the ROI Manager, and names and colours it by its class. */
  void classifyManager() {
    List<Roi> rois = RoiManagerWindow.own();
    if (rois.isEmpty()) {
      context.model().tell(Messages.text("results.noRegions"));
      return;
    }
    classify(
        session -> ofRois(rois, session),
        classified -> {
          Map<Roi, Roi> looks =
              RoiLooks.of(image, classified.regions().sources(), classified.predictions());
          SwingUtilities.invokeLater(
              () -> {
                RoiManagerWindow.restyle(looks);
                image.draw();
              });
        });
  }

  private Regions ofRois(List<Roi> rois, Session session) {
    Regions regions = new Regions(new ArrayList<>(), new ArrayList<>(), new Fitting());
    for (Roi roi : rois) {
      List<Example> examples =
          regions
              .fitting()
              .read(
                  (Roi) roi.clone(),
                  r -> checked(RoiExamples.unclassified(List.of(r), image), session));
      regions.examples().addAll(examples);
      examples.forEach(example -> regions.sources().add(roi));
    }
    return regions;
  }

  /** Classifies the objects of another open image, and shows them by their class. */
  void classifyLabels() {
    List<ImagePlus> candidates =
        Arrays.stream(ids()).mapToObj(WindowManager::getImage).filter(this::mayHoldLabels).toList();
    if (candidates.isEmpty()) {
      context.model().tell(Messages.text("results.noLabels"));
      return;
    }
    asking
        .choose("results.labels", candidates.stream().map(ImagePlus::getTitle).toList())
        .map(candidates::get)
        .ifPresent(
            labels ->
                classify(
                    session -> ofLabels(labels, session),
                    classified ->
                        LabelMapImage.ofRegions(
                                image,
                                classified.predictions().regions(),
                                classified.predictions().classes())
                            .show()));
  }

  private static int[] ids() {
    int[] ids = WindowManager.getIDList();
    return ids == null ? new int[0] : ids;
  }

  private boolean mayHoldLabels(ImagePlus other) {
    return other != image
        && other.getWidth() == image.getWidth()
        && other.getHeight() == image.getHeight()
        && other.getNSlices() == image.getNSlices()
        && other.getNFrames() == image.getNFrames()
        && other.getNChannels() == 1
        && other.getType() != ImagePlus.COLOR_RGB;
  }

  private static Regions ofLabels(ImagePlus labels, Session session) {
    Fitting fitting = new Fitting();
    List<Example> examples = new ArrayList<>();
    for (Example object : LabelObjects.of(labels)) {
      examples.addAll(fitting.read(object, o -> checked(List.of(o), session)));
    }
    return new Regions(examples, List.of(), fitting);
  }

  private static List<Example> checked(List<Example> examples, Session session) {
    examples.forEach(example -> SupportSet.check(example, session.image()));
    return examples;
  }

  private void classify(
      Function<Session, Regions> read, java.util.function.Consumer<Classified> show) {
    Session session = context.model().session();
    errands.run(
        "results.classifyingRegions",
        progress -> predictions(() -> read.apply(session), session, progress),
        classified -> {
          PredictionTable.ofRegions(
                  image, classified.predictions().regions(), classified.predictions().classes())
              .show(PredictionTable.TITLE);
          show.accept(classified);
          return classified
              .regions()
              .fitting()
              .report(Messages.text("results.classified", classified.regions().examples().size()));
        });
  }

  private static CompletableFuture<Classified> predictions(
      Supplier<Regions> read, Session session, Progress progress) {
    return Errands.background(
            () -> {
              Regions regions = read.get();
              regions.fitting().require(!regions.examples().isEmpty());
              return regions;
            })
        .thenCompose(
            regions ->
                session
                    .predictRegions(regions.examples(), progress)
                    .thenApply(predictions -> new Classified(regions, predictions)));
  }
}
