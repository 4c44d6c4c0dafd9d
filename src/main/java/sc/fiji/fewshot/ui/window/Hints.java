package sc.fiji.fewshot.ui.window;

import java.util.Arrays;
import sc.fiji.fewshot.session.Activity;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** Tells the user what to do next, and what is being done. */
final class Hints {

  private Hints() {}

  /**
   * @param model of the session
   * @param slice on show
   * @return what to do next, in a sentence
   */
  static String next(SessionModel model, int slice) {
    SessionState state = model.state();
    long marked = Arrays.stream(state.counts()).filter(n -> n > 0).count();
    if (state.marks().isEmpty()) {
      return Messages.text(state.classes().isEmpty() ? "hint.start" : "hint.firstMark");
    }
    if (marked < 2) {
      return Messages.text("hint.secondClass", firstWithout(state) + 1);
    }
    return model.predictions().of(slice).isEmpty()
        ? Messages.text("hint.wait")
        : Messages.text("hint.correct");
  }

  private static int firstWithout(SessionState state) {
    int[] counts = state.counts();
    int index = 0;
    while (index < counts.length && counts[index] > 0) {
      index++;
    }
    return index;
  }

  /** What is being done in the background; a few words. */
  static String activity(SessionModel model) {
    Activity activity = model.activity();
    return switch (activity.kind()) {
      case PREPARING -> Messages.text("activity.preparing");
      case ENCODING -> Messages.text("activity.encoding", activity.number(), activity.total());
      case VIEWING -> Messages.text("activity.viewing", activity.number(), activity.total());
      case REFINING -> Messages.text("activity.refining");
      case PAUSED -> Messages.text("activity.paused");
      case IDLE -> Messages.text("activity.idle");
    };
  }
}
