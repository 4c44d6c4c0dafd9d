package sc.fiji.fewshot.predict;

import java.io.Serializable;

/**
 * Scores of a rectangle of a patch grid.
 *
 * @param slice 0-based
 * @param column of the first patch in the grid
 * @param row of the first patch in the grid
 * @param columns how many patches side by side; the rows follow each other
 * @param scores of these patches
 */
public record GridPart(int slice, int column, int row, int columns, Scores scores)
    implements Serializable {}
