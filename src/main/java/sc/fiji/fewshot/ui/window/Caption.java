package sc.fiji.fewshot.ui.window;

import sc.fiji.fewshot.ui.Messages;

/**
 * A text with the key that, with Alt, goes to what it stands at.
 *
 * @param text to show
 * @param index of the key's letter in the text, -1 if there is none
 */
record Caption(String text, int index) {

  /** Reads a text in which an ampersand stands before the letter. */
  static Caption of(String key) {
    String marked = Messages.text(key);
    int index = marked.indexOf('&');
    return new Caption(
        index < 0 ? marked : marked.substring(0, index) + marked.substring(index + 1), index);
  }

  /** The virtual key, 0 for none. */
  int mnemonic() {
    return index < 0 ? 0 : Character.toUpperCase(text.charAt(index));
  }
}
