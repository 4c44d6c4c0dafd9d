/** The part of the window that hands what was marked and classified over to the rest of ImageJ. */
package sc.fiji.fewshot.ui.window.results;
