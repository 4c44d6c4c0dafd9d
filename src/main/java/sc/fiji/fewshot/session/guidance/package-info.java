/**
 * What helps the user to mark well, as plain numbers: where to mark next, how good the marks are,
 * and why a place was classified as it was.
 */
package sc.fiji.fewshot.session.guidance;
