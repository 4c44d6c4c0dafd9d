package sc.fiji.fewshot.session.file;

import sc.fiji.fewshot.session.SessionState;

/**
 * What a session file holds.
 *
 * @param image that was worked on
 * @param state what the user decided
 */
public record SavedSession(ImageReference image, SessionState state) {}
