/**
 * Interactive work on one image, without its window: what the user marked, with undo, and the
 * threads that encode slices and learn while he goes on marking.
 */
package sc.fiji.fewshot.session;
