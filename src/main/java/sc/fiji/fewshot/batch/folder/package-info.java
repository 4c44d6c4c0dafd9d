/** Jobs over many images: the pipeline, staging and publication, resuming, merging of shares. */
package sc.fiji.fewshot.batch.folder;
