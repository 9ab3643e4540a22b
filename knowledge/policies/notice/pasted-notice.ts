/** The longest text that is read as a notice: some forty pages. */
export const mostPastedLetters = 60_000;
