/**
 * Meta-learning: how a head adapts to a task in a few gradient steps, and how the start of those
 * steps is learnt from many tasks. Knows backbones and learning; nothing of files or the user
 * interface.
 */
package sc.fiji.fewshot.meta;
