/**
 * The window for interactive work on one image: its models, its panels, its actions and what it
 * draws over the image. All but what says otherwise is used on Swing's event thread only.
 */
package sc.fiji.fewshot.ui.window;
