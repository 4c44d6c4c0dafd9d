package sc.fiji.fewshot.batch.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageHeader;

/**
 * A share of a job.
 *
 * @param number of the share, from 1
 * @param of how many shares there are
 */
public record Shard(int number, int of) {

  /** The whole job. */
  public static final Shard WHOLE = new Shard(1, 1);

  /**
   * @param word such as {@code 2/10}
   * @return the share
   * @throws FewShotException if it is none
   */
  public static Shard parse(String word) {
    if (!word.strip().matches("\\d{1,6}/\\d{1,6}")) {
      throw new FewShotException("The shard must be I/N, such as 2/10, not '" + word + "'.");
    }
    String[] numbers = word.strip().split("/");
    Shard shard = new Shard(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    if (shard.number < 1 || shard.number > shard.of) {
      throw new FewShotException("The shard I/N needs I from 1 to N, not " + word + ".");
    }
    return shard;
  }

  /**
   * Shares images out so that each share has about the same number of pixels: the largest image
   * goes to the share with the fewest pixels so far, then the next. All shares together are the
   * whole list, and each call gives the same.
   *
   * @param list all images
   * @return those of this share, in the order of the list
   */
  public List<Input> of(InputList list) {
    List<Input> inputs = list.inputs();
    if (of == 1) {
      return inputs;
    }
    List<Integer> order = new ArrayList<>();
    long[] pixels = new long[inputs.size()];
    for (int i = 0; i < pixels.length; i++) {
      order.add(i);
      // Opening an image costs something, too, even a damaged one.
      pixels[i] = 1 + ImageHeader.pixels(inputs.get(i).where(), inputs.get(i).series());
    }
    order.sort(Comparator.comparingLong((Integer i) -> pixels[i]).reversed());
    long[] load = new long[of];
    Set<Integer> mine = new HashSet<>();
    for (int i : order) {
      int least = 0;
      for (int s = 1; s < of; s++) {
        least = load[s] < load[least] ? s : least;
      }
      load[least] += pixels[i];
      if (least == number - 1) {
        mine.add(i);
      }
    }
    int[] kept = mine.stream().mapToInt(Integer::intValue).sorted().toArray();
    return Arrays.stream(kept).mapToObj(inputs::get).toList();
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
