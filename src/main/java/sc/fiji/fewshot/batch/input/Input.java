package sc.fiji.fewshot.batch.input;

import java.nio.file.Path;

/**
 * One image of a job: the smallest piece of work that is recorded as done.
 *
 * @param path a file, or a folder that is one image
 * @param name of its results: relative to the folder of results, without an ending, with {@code /}
 *     between folders
 */
public record Input(Path path, String name) {}
