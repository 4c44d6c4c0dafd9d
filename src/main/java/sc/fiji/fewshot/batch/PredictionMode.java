package sc.fiji.fewshot.batch;

/** What gets a label of its own. */
public enum PredictionMode {
  /** Each cell of a grid over each slice. */
  PATCHES,
  /** Each marked region. */
  REGIONS,
  /** Each slice as a whole. */
  IMAGE
}
