/**
 * The commands in plain ImageJ, without Fiji: entries of its menu that make a dialog of a command's
 * parameters, and run it from macros. A jar of its own, since Fiji shows the commands itself.
 */
package sc.fiji.fewshot.imagej;
