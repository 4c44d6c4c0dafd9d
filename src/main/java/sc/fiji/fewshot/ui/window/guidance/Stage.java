package sc.fiji.fewshot.ui.window.guidance;

/** How far the search for a place to label is. */
enum Stage {
  /** To be asked. */
  WAITING,
  /** Looking for places. */
  LOOKING,
  /** A place is shown. */
  SHOWN,
  /** The place that was shown has its mark now. */
  MARKED,
  /** There is no place left on this slice. */
  NOTHING,
  /** The slice is not encoded. */
  NOT_ENCODED
}
