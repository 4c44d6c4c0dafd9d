/**
 * The commands of the menu Plugins &gt; Few-Shot, one thin class each; macros and scripts run them
 * by their names.
 */
package sc.fiji.fewshot.command;
