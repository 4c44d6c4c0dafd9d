package sc.fiji.fewshot.batch.spark;

import java.io.Serializable;
import java.util.ArrayList;
import sc.fiji.fewshot.predict.GridPart;

/**
 * What became of a share of an image.
 *
 * @param number of the share
 * @param parts what was found; empty if it failed
 * @param seconds that this took
 * @param reason why it failed, a sentence; else null
 */
record ShareResult(int number, ArrayList<GridPart> parts, double seconds, String reason)
    implements Serializable {}
