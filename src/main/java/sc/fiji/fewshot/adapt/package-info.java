/**
 * Adapts a pretrained CNN to the examples of one classifier: what may change, how it is learnt from
 * cached activations, and whether it helps on examples that were held out. Knows backbones,
 * encoding and learning; nothing of files or the user interface.
 */
package sc.fiji.fewshot.adapt;
