/** What ImageJ shows: overlays. */
package sc.fiji.fewshot.ui;
