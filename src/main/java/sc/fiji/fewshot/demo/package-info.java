/** The demo: samples with known truth, classified and checked. */
package sc.fiji.fewshot.demo;
