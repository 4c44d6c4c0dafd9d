/** Which images a job is about, under which names their results go, and who does which of them. */
package sc.fiji.fewshot.batch.input;
