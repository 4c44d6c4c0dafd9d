/** The rival: hand-made features of the Trainable Weka kind and a random forest. */
package sc.fiji.fewshot.evaluate.forest;
