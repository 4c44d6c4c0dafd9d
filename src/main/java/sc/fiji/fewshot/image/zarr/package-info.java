/**
 * OME-Zarr (NGFF 0.4 on Zarr 2 and NGFF 0.5 on Zarr 3), from folders and over HTTP: stores, arrays
 * and their codecs, and the images that they make up.
 *
 * @see <a href="https://ngff.openmicroscopy.org">Next-generation file formats</a>
 * @see <a href="https://zarr-specs.readthedocs.io">Zarr specifications</a>
 */
package sc.fiji.fewshot.image.zarr;
