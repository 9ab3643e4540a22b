/** A command's line: what has no name, `--name value`, and `--flag`. */
export interface CommandLine {
  plain: string[];
  options: Map<string, string>;
  flags: Set<string>;
}

/** Reads a command's arguments; `flagNames` are options without a value. Unknown options are an error to show. */
export function readArguments(
  words: readonly string[],
  known: { options?: readonly string[]; flags?: readonly string[] },
): CommandLine | { problem: string } {
  const line: CommandLine = { plain: [], options: new Map(), flags: new Set() };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) {
      line.plain.push(word);
      continue;
    }
    const [name = '', joined] = word.slice(2).split(/=(.*)/s, 2);
    if (known.flags?.includes(name)) line.flags.add(name);
    else if (known.options?.includes(name)) {
      const value = joined ?? words[(index += 1)];
      if (value === undefined) return { problem: `--${name} needs a value` };
      line.options.set(name, value);
    } else return { problem: `--${name} is not known` };
  }
  return line;
}
