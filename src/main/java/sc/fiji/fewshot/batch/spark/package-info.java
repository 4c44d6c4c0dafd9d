/** Folder jobs on the machines of a Spark cluster, which all see the same files. */
package sc.fiji.fewshot.batch.spark;
