/** Interactive work as a file: saved by the user, or by itself in case the program ends. */
package sc.fiji.fewshot.session.file;
