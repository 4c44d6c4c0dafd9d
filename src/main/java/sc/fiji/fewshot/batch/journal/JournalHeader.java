package sc.fiji.fewshot.batch.journal;

import java.util.List;
import java.util.Map;

/**
 * The first line of a journal, and a further one whenever a job goes on with other images: what is
 * done to which images.
 *
 * @param format of the journal
 * @param classifier name of the classifier file
 * @param sha256 of the classifier file
 * @param options whatever else the results depend on
 * @param classes of the classifier, in the order of the labels
 * @param shard which share of the images this is, {@code I/N}
 * @param images names of the images of this share
 * @param total number of images of all shares
 * @param list tells lists of all images apart
 */
public record JournalHeader(
    String format,
    String classifier,
    String sha256,
    Map<String, String> options,
    List<NamedColour> classes,
    String shard,
    List<String> images,
    int total,
    String list) {

  /** Version of the format. */
  public static final String FORMAT = "fewshot-journal 1";

  /**
   * A class.
   *
   * @param name of it
   * @param colour {@code #rrggbb}
   */
  public record NamedColour(String name, String colour) {}

  /**
   * @param other of another part or an earlier run
   * @return whether both make the same of the same image
   */
  public boolean sameWork(JournalHeader other) {
    return format.equals(other.format)
        && sha256.equals(other.sha256)
        && options.equals(other.options);
  }

  /**
   * @return how many shares there are
   */
  public int shards() {
    return Integer.parseInt(shard.substring(shard.indexOf('/') + 1));
  }

  /**
   * @return the number of this share, from 1
   */
  public int shardNumber() {
    return Integer.parseInt(shard.substring(0, shard.indexOf('/')));
  }
}
