/** What a folder job has done so far, so that it can go on, be merged and be told about. */
package sc.fiji.fewshot.batch.journal;
