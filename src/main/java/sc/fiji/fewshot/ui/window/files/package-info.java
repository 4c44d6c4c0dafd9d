/** The part of the window that saves and opens: classifiers, work in progress, and autosaves. */
package sc.fiji.fewshot.ui.window.files;
