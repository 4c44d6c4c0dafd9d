/**
 * The tab that helps the user to mark well: where to mark next, how good the marks are, and why a
 * place was classified as it was.
 */
package sc.fiji.fewshot.ui.window.guidance;
