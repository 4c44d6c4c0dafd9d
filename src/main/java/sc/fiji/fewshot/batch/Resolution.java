package sc.fiji.fewshot.batch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;

/**
 * At which of its resolutions an image is classified. Where neither is asked for, it is the one
 * nearest to that of the training, if both are calibrated, else the finest.
 *
 * @param level that is asked for, 0 for the finest
 * @param micrometres width of a pixel that is asked for
 */
public record Resolution(OptionalInt level, OptionalDouble micrometres) {

  /** As in training. */
  public static final Resolution AS_TRAINED =
      new Resolution(OptionalInt.empty(), OptionalDouble.empty());

  private static final Logger LOG = LoggerFactory.getLogger(Resolution.class);

  /**
   * A resolution from the words of a user.
   *
   * @param level 0 or more; null if it is not given
   * @param micrometres above 0; null if it is not given
   * @return the resolution
   * @throws FewShotException if both are given, or a number makes no sense
   */
  public static Resolution parse(Integer level, Double micrometres) {
    if (level != null && micrometres != null) {
      throw new FewShotException("The resolution is asked for by level or by mpp, not by both.");
    }
    if (level != null && level < 0) {
      throw new FewShotException("The level must be 0 (the finest) or more, not " + level + ".");
    }
    if (micrometres != null && (!(micrometres > 0) || micrometres.isInfinite())) {
      throw new FewShotException(
          "The micrometres per pixel (mpp) must be above 0, not " + micrometres + ".");
    }
    return new Resolution(
        level == null ? OptionalInt.empty() : OptionalInt.of(level),
        micrometres == null ? OptionalDouble.empty() : OptionalDouble.of(micrometres));
  }

  /**
   * A resolution from the fields of a dialog or a macro.
   *
   * @param level whole number, or {@code auto}
   * @param micrometres number, or {@code auto}
   * @return the resolution
   * @throws FewShotException as {@link #parse(Integer, Double)}, or if a word is no number
   */
  public static Resolution parseWords(String level, String micrometres) {
    return parse(
        number(level, "The level must be a whole number, 0 for the finest", Integer::valueOf),
        number(micrometres, "The micrometres per pixel (mpp) must be a number", Double::valueOf));
  }

  private static <N> N number(String word, String demand, Function<String, N> parser) {
    String wanted = word.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || wanted.equals(TrainingSettings.AUTO)) {
      return null;
    }
    try {
      return parser.apply(wanted);
    } catch (NumberFormatException e) {
      throw new FewShotException("%s, or auto, not '%s'.".formatted(demand, word.strip()), e);
    }
  }

  /**
   * Chooses the resolution; warns in the log if patches show more or less there than in training.
   *
   * @param image at its finest resolution
   * @param input of the classifier
   * @return the image at the resolution; closing it closes the image
   * @throws FewShotException if the image has no such level, or is not calibrated but needs to be
   */
  public ImageSource of(ImageSource image, InputSpec input) {
    ImageSource chosen = silentlyOf(image, input);
    warning(chosen, input).forEach(LOG::warn);
    return chosen;
  }

  /**
   * Chooses the resolution for planning; warns of nothing.
   *
   * @param image at its finest resolution
   * @param input of the classifier
   * @return the image at the resolution; closing it closes the image
   * @throws FewShotException if the image has no such level, or is not calibrated but needs to be
   */
  public ImageSource silentlyOf(ImageSource image, InputSpec input) {
    return level.isPresent() ? atLevel(image) : nearest(image, input);
  }

  private ImageSource atLevel(ImageSource image) {
    int levels = image.levels().size();
    if (level.getAsInt() >= levels) {
      throw new FewShotException(
          "%s has %d resolution level(s), there is no level %d; choose one from 0 to %d (level)."
              .formatted(image.name(), levels, level.getAsInt(), levels - 1));
    }
    return image.atLevel(level.getAsInt());
  }

  private ImageSource nearest(ImageSource image, InputSpec input) {
    OptionalDouble finest = image.pixelSize().micrometres();
    if (micrometres.isPresent() && finest.isEmpty()) {
      throw new FewShotException(
          image.name()
              + " is not calibrated, so that micrometres per pixel (mpp) tell nothing; choose a"
              + " level, or calibrate it.");
    }
    OptionalDouble wanted =
        micrometres.isPresent() || input.wholeImages() ? micrometres : input.micrometres();
    if (finest.isEmpty() || wanted.isEmpty()) {
      return image;
    }
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < image.levels().size(); i++) {
      double here = finest.getAsDouble() * image.levels().get(i).downsampling();
      double distance = Math.abs(Math.log(here / wanted.getAsDouble()));
      if (distance < least) {
        nearest = i;
        least = distance;
      }
    }
    return image.atLevel(nearest);
  }

  /** Nothing, or one sentence. */
  private List<String> warning(ImageSource chosen, InputSpec input) {
    OptionalDouble here = chosen.pixelSize().micrometres();
    if (here.isPresent() && micrometres.isPresent()) {
      double asked = micrometres.getAsDouble();
      if (!PixelSize.areAlike(here.getAsDouble(), asked)) {
        return List.of(
            text(
                "%s is classified at %s micrometres per pixel, the nearest that it has to %s.",
                chosen.name(), number(here.getAsDouble()), number(asked)));
      }
    }
    boolean comparable = here.isPresent() && input.micrometres().isPresent();
    if (!comparable
        || input.wholeImages()
        || PixelSize.areAlike(here.getAsDouble(), input.micrometres().getAsDouble())) {
      return List.of();
    }
    double trained = input.micrometres().getAsDouble();
    return List.of(
        text(
            "%s has %s micrometres per pixel, but the classifier was trained at %s: it may be"
                + " wrong; a patch of %d pixels (patch) would show as much as in training.",
            chosen.name(),
            number(here.getAsDouble()),
            number(trained),
            Math.round(input.patch() * trained / here.getAsDouble())));
  }

  private static String number(double value) {
    return new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * @return what was asked for, by its name
   */
  Map<String, String> options() {
    if (level.isPresent()) {
      return Map.of("level", String.valueOf(level.getAsInt()));
    }
    return micrometres.isPresent()
        ? Map.of("mpp", String.valueOf(micrometres.getAsDouble()))
        : Map.of();
  }
}
