/**
 * Predictions as the images, tables, plots and ROIs that the rest of ImageJ works with. Everything
 * is made without a window and may be made on any thread; showing it is up to the caller.
 */
package sc.fiji.fewshot.ui.results;
