import type { FormComponent } from '~/forms/definition/form-definition';

import type { ValueProblem } from './check-value';

/** Types that firms hand in, by the media type that was found in the bytes. */
export const fileTypes: Readonly<Record<string, { extensions: readonly string[]; words: string }>> = {
  'application/pdf': { extensions: ['pdf'], words: 'PDF' },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], words: 'JPG' },
  'image/png': { extensions: ['png'], words: 'PNG' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    extensions: ['docx'],
    words: 'DOCX',
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    extensions: ['xlsx'],
    words: 'XLSX',
  },
  'application/ofd': { extensions: ['ofd'], words: 'OFD' },
};

/** A field that sets no limit takes files up to this size. */
export const defaultFileBytes = 20 * 1024 * 1024;

/** A field of many files that sets no limit takes this many. */
const mostFiles = 20;

/** How many files the field takes: as its `maxFiles` says, never more than the platform's own limit. */
export function mostFilesOf(component: FormComponent): number {
  const own = Number(component.maxFiles);
  return Number.isInteger(own) && own > 0 ? Math.min(own, mostFiles) : mostFiles;
}

/** Whether the file's true type and size are what the field takes. */
export function fileRuleProblem(
  component: FormComponent,
  file: { mediaType: string; sizeBytes: number },
): ValueProblem | null {
  const type = fileTypes[file.mediaType];
  if (!type || !matchesPattern(component.filePattern, file.mediaType, type.extensions)) {
    return { code: 'file-type', params: { types: acceptedWords(component) } };
  }
  const most = mostBytesOf(component);
  if (file.sizeBytes > most) return { code: 'file-too-large', params: { most: sizeWords(most) } };
  const least = sizeOf(component.fileMinSize) ?? 1;
  return file.sizeBytes < least ? { code: 'file-too-small', params: { least: sizeWords(least) } } : null;
}

/** How large a file the field takes, in bytes. */
export function mostBytesOf(component: FormComponent): number {
  return sizeOf(component.fileMaxSize) ?? defaultFileBytes;
}

/** The types that a field takes, for people: PDF、JPG. */
export function acceptedWords(component: FormComponent): string {
  const accepted = Object.entries(fileTypes).filter(([mediaType, { extensions }]) =>
    matchesPattern(component.filePattern, mediaType, extensions),
  );
  return accepted.map(([, { words }]) => words).join('、');
}

/** form.io's pattern: `.pdf,.jpg`, `*.pdf`, `image/*`, `application/pdf`, `!…` excludes; empty or `*` takes all. */
function matchesPattern(pattern: unknown, mediaType: string, extensions: readonly string[]): boolean {
  const parts =
    typeof pattern === 'string' ? pattern.split(/[,;|]/).map((part) => part.trim().toLowerCase()) : [];
  const wanted = parts.filter((part) => part !== '' && !part.startsWith('!'));
  const refused = parts.filter((part) => part.startsWith('!')).map((part) => part.slice(1));
  const matches = (part: string) =>
    part === '*' ||
    part === '*.*' ||
    part === '*/*' ||
    part === mediaType ||
    (part.endsWith('/*') && mediaType.startsWith(part.slice(0, -1))) ||
    extensions.includes(part.replace(/^\*?\./, ''));
  if (refused.some(matches)) return false;
  return wanted.length === 0 || wanted.some(matches);
}

/** `10MB`, `500KB`, `1024` → bytes. */
function sizeOf(text: unknown): number | null {
  const match = typeof text === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?\s*$/i.exec(text) : null;
  if (!match) return null;
  const unit = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match[2] ?? 'b').toLowerCase()] ?? 1;
  return Number(match[1]) * unit;
}

/** A size as people read it: 1.5 MB, 500 KB. */
export function sizeWords(bytes: number): string {
  return bytes >= 1024 ** 2
    ? `${Math.round((bytes / 1024 ** 2) * 10) / 10} MB`
    : `${Math.ceil(bytes / 1024)} KB`;
}
