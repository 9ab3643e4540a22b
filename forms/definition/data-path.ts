const dangerous: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key could reach an object's prototype. */
export function isDangerousKey(key: string): boolean {
  return dangerous.has(key);
}

/** `members[0].name` → ['members', 0, 'name']. */
export function splitPath(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (key as string) : Number(index),
  );
}

/** The value at a data path, own properties only; undefined when there is none. */
export function valueAt(data: unknown, path: string): unknown {
  let current = data;
  for (const step of splitPath(path)) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** Sets the value at a data path, making objects and rows on the way; undefined removes it. Changes `data`. */
export function setValueAt(data: Record<string, unknown>, path: string, value: unknown): void {
  const steps = splitPath(path);
  let current: Record<string | number, unknown> = data;
  for (const [index, step] of steps.entries()) {
    if (isDangerousKey(String(step))) throw new Error(`A data path can't hold ${String(step)}`);
    if (index === steps.length - 1) {
      if (value === undefined) delete current[step];
      else current[step] = value;
      return;
    }
    const next = Object.hasOwn(current, step) ? current[step] : undefined;
    if (next === null || typeof next !== 'object') {
      if (value === undefined) return;
      current[step] = typeof steps[index + 1] === 'number' ? [] : {};
    }
    current = current[step] as Record<string | number, unknown>;
  }
}

/** JSON with sorted keys: equal data gives equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
