/**
 * Meta-training by episodes: objectives, the networks in training, their steps, checkpoints and
 * tests. Knows backbones, learning and images; nothing of the user interface.
 */
package sc.fiji.fewshot.pretrain.episodic;
