/** What a folder job tells about its images: a summary table and a page for people. */
package sc.fiji.fewshot.batch.report;
