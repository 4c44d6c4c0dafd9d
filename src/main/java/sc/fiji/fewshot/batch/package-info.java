/** Jobs over many images. */
package sc.fiji.fewshot.batch;
