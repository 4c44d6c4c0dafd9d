/** Measures speed as ratios within one run. */
package sc.fiji.fewshot.benchmark;
