/**
 * Following gradients in the engine: one caller at a time collects them, and an optimiser that
 * leaves nothing behind. Knows nothing of what is learnt.
 */
package sc.fiji.fewshot.gradient;
