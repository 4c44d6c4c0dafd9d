/** What is learnt from marked examples: the classifier and how it is trained. */
package sc.fiji.fewshot.classifier;
