/** Classifying patch grids, regions and whole images. */
package sc.fiji.fewshot.predict;
