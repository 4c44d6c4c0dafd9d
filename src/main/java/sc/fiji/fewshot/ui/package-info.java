/** What ImageJ shows: windows and overlays. */
package sc.fiji.fewshot.ui;
