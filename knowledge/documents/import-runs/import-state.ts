import type { Refusal } from '../refusal';

/** Files that one run takes; a ZIP's own files are counted by the parser's limit. */
export const mostFilesARun = 2000;

/** How an item stands in its run; `sending`: announced, its bytes are still to come. */
export const itemStates = [
  'sending',
  'waiting',
  'reading',
  'unpacked',
  'added',
  'new-version',
  'unchanged',
  'refused',
  'failed',
  'not-sent',
  'cancelled',
] as const;
export type ItemState = (typeof itemStates)[number];

/** States in which something is still to be done. */
export const openStates: readonly ItemState[] = ['sending', 'waiting', 'reading'];
/** States after which a person may have the item tried again. */
export const retryableStates: readonly ItemState[] = ['failed', 'refused', 'cancelled'];

/** What a person chose for the whole run. */
export interface ImportOptions {
  region?: string;
  issuer?: string;
  audience: 'public' | 'department';
  /** Kept as a draft instead of being sent to the gate. */
  draft: boolean;
}

/**
 * How far an item is, as the page says it: what was read goes on to vectors, the gate's check and publishing.
 * `undecided`: the check found something worse, a person decides.
 */
export type ItemStage =
  | Exclude<ItemState, 'added' | 'new-version'>
  | 'draft'
  | 'embedding'
  | 'checking'
  | 'undecided'
  | 'rejected'
  | 'published'
  | 'withdrawn';

/** Where an item stands, from its own state, its document's and that of the gate's change. Pure. */
export function itemStage(item: {
  state: string;
  documentState: string | null;
  changeState: string | null;
}): ItemStage {
  const { state, documentState, changeState } = item;
  if (state !== 'added' && state !== 'new-version') return state as ItemStage;
  if (documentState === 'published') return 'published';
  if (documentState === 'draft') return 'draft';
  if (documentState === 'withdrawn' || documentState === null) return 'withdrawn';
  switch (changeState) {
    case null:
      return 'embedding';
    case 'failed':
      return 'undecided';
    case 'rejected':
    case 'rolled-back':
      return 'rejected';
    default:
      return 'checking';
  }
}

/** The stages after which nothing more happens by itself. */
export function isSettledStage(stage: ItemStage): boolean {
  return !['sending', 'waiting', 'reading', 'embedding', 'checking'].includes(stage);
}

/** Why a file can't be taken, told by its name and size before a byte is sent; null when it may be tried. */
export function refusalBeforeSending(
  { name, sizeBytes }: { name: string; sizeBytes: number },
  limits: { fileBytes: number },
): Refusal | null {
  if (sizeBytes === 0) return { code: 'empty' };
  if (sizeBytes > limits.fileBytes)
    return { code: 'too-large', params: { limitMb: Math.round(limits.fileBytes / 1024 / 1024) } };
  if (/\.(?:rar|7z|gz|tar|tgz|exe|dll|msi|apk|mp4|avi|mov|mp3|wav)$/i.test(name))
    return { code: 'unknown-type', params: { found: /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '' } };
  return null;
}
