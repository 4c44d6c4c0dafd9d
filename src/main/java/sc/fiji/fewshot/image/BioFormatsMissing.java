package sc.fiji.fewshot.image;

import java.util.Set;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;

/**
 * Microscopes' own formats where Bio-Formats is not there. Where it is, its format comes before
 * this one.
 */
@Plugin(type = ImageFormat.class, priority = Priority.LOW)
public final class BioFormatsMissing implements ImageFormat {

  private static final Set<String> EXTENSIONS =
      Set.of(
          "svs",
          "ndpi",
          "ndpis",
          "vsi",
          "ets",
          "czi",
          "zvi",
          "lif",
          "lof",
          "scn",
          "mrxs",
          "vms",
          "bif",
          "afi",
          "qptiff",
          "nd2",
          "oib",
          "oif",
          "oir",
          "poir",
          "ims",
          "dv",
          "r3d",
          "nd",
          "sld",
          "slidebook",
          "xdce",
          "flex",
          "mvd2",
          "ipw",
          "jp2",
          "j2k",
          "jpx",
          "btf",
          "tf2",
          "tf8",
          "mrc",
          "ics",
          "ids",
          "nrrd");

  /**
   * @param where any location
   * @return whether its name is that of an image for Bio-Formats
   */
  public static boolean isForBioFormats(ImageLocation where) {
    return !where.isWeb() && EXTENSIONS.contains(where.extension());
  }

  @Override
  public boolean accepts(ImageLocation where) {
    return isForBioFormats(where);
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    throw new FewShotException(
        where
            + " needs Bio-Formats, which comes with Fiji: use a Few-Shot that was built with it"
            + " (-Pbioformats), or convert the image to OME-Zarr or tiled TIFF.");
  }
}
