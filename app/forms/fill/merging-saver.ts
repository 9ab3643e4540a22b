import { mergeDrafts, type DraftConflict } from '~/forms/submission/merge-drafts';

/** What the page says about saving. */
export type FillSaveState =
  | { kind: 'saved'; at: Date }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** No answer from the server: what was typed is in the page, and with `isKept` in the browser's own store too. */
  | { kind: 'offline'; isKept: boolean }
  /** Another device saved in between: its changes are being taken in. */
  | { kind: 'merging' }
  /** The draft was handed in elsewhere: nothing can be saved any more. */
  | { kind: 'conflict' }
  /** The session ended, or the draft can't be saved any more. */
  | { kind: 'refused'; status: number };

/** Who changed a field, on what, when. */
export interface FieldSaved {
  name: string;
  device: string;
  at: string;
}

export type FillSaveAnswer =
  | { kind: 'saved'; revision: number; at: Date }
  /** `data`: what stands now; null when it was handed in. `changed`: field → who changed it last. */
  | {
      kind: 'conflict';
      revision: number;
      updatedAt: Date | null;
      data: Data | null;
      asideId: string | null;
      changed: Record<string, FieldSaved>;
    }
  | { kind: 'refused'; status: number };

type Data = Record<string, unknown>;

/** What is typed and not on the server yet, with the last state that both knew. */
export interface UnsavedDraft {
  base: Data;
  revision: number;
  mine: Data;
}

/** What another device's saving brought, already taken in; conflicts hold what both changed. */
export interface MergedIn {
  data: Data;
  conflicts: DraftConflict[];
  changed: Record<string, FieldSaved>;
}

export interface MergingSaverOptions {
  revision: number;
  savedAt: Date;
  /** The data at that revision. */
  base: Data;
  /** Rejects when the server can't be reached. */
  send: (revision: number, data: Data, settles: string | null) => Promise<FillSaveAnswer>;
  onState: (state: FillSaveState) => void;
  /** Another device was first: shows the merged data. */
  onMerged: (merged: MergedIn) => void;
  /** Keeps a copy where it outlives the page, null forgets it; resolves to whether it lies there safely. */
  keep?: (unsaved: UnsavedDraft | null) => Promise<boolean>;
  /** Pause after the last change, in ms. */
  delayMs?: number;
  /** Pause before the next attempt, in ms. */
  retryMs?: number;
}

/**
 * Saves a draft on the way: at most one request at a time, the newest data last, retried until it is kept. What another
 * device saved meanwhile is merged field by field; what is not on the server yet lies in the browser's own store.
 */
export class MergingSaver {
  #revision: number;
  #base: Data;
  #pending: Data | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  #state: FillSaveState;
  #settles: string | null = null;
  /** Counts the copies, so that an answer about an old one says nothing about the newest. */
  #copy = 0;
  #isKept = false;

  constructor(private readonly options: MergingSaverOptions) {
    this.#revision = options.revision;
    this.#base = options.base;
    this.#state = { kind: 'saved', at: options.savedAt };
  }

  get revision(): number {
    return this.#revision;
  }

  get state(): FillSaveState {
    return this.#state;
  }

  /** Whether something typed is not on the server yet. */
  get isDirty(): boolean {
    return this.#pending !== null || this.#running !== null;
  }

  /** Remembers the data and saves it after a pause. */
  change(data: Data): void {
    this.#pending = data;
    this.#keep();
    if (this.#state.kind === 'conflict') return;
    if (this.#state.kind !== 'offline') this.#set({ kind: 'waiting' });
    this.#schedule(this.options.delayMs ?? 1000);
  }

  /** Saves now what is not saved yet; resolves when the server has answered. */
  async flush(): Promise<FillSaveState> {
    this.#cancel();
    while (this.#running) await this.#running;
    if (this.#pending && this.#state.kind !== 'conflict') await this.#run();
    return this.#state;
  }

  /** The server raised the revision by other means (an attachment, refreshed facts). */
  adopt(revision: number): void {
    this.#revision = revision;
  }

  /** It was handed in: nothing is left to save or to keep. */
  finish(): void {
    this.stop();
    this.#pending = null;
    this.#keep();
  }

  stop(): void {
    this.#cancel();
  }

  #run(): Promise<void> {
    this.#running = this.#send().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(): Promise<void> {
    const data = this.#pending;
    if (!data) return;
    this.#pending = null;
    this.#set({ kind: 'saving' });
    let answer: FillSaveAnswer;
    try {
      answer = await this.options.send(this.#revision, data, this.#settles);
    } catch {
      // Unreachable server: the newest data wait for the next attempt, and the page says so.
      this.#pending ??= data;
      this.#set({ kind: 'offline', isKept: this.#isKept });
      this.#keep();
      this.#schedule(this.options.retryMs ?? 5000);
      return;
    }
    if (answer.kind === 'saved') this.#saved(answer, data);
    else if (answer.kind === 'conflict') await this.#merge(answer, data);
    else {
      this.#pending ??= data;
      this.#set(answer);
    }
  }

  #saved(answer: { revision: number; at: Date }, data: Data): void {
    this.#revision = answer.revision;
    this.#base = data;
    this.#settles = null;
    this.#set({ kind: 'saved', at: answer.at });
    this.#keep();
    if (this.#pending) this.#schedule(this.options.delayMs ?? 1000);
  }

  /** Takes in what the other device saved, then saves both. */
  async #merge(answer: FillSaveAnswer & { kind: 'conflict' }, data: Data): Promise<void> {
    const mine = this.#pending ?? data;
    if (answer.data === null) {
      this.#pending = mine;
      return this.#set({ kind: 'conflict' });
    }
    this.#set({ kind: 'merging' });
    const merged = mergeDrafts(this.#base, mine, answer.data);
    this.#base = answer.data;
    this.#revision = answer.revision;
    // What both changed differently stays set aside on the server until the person has chosen.
    this.#settles = merged.conflicts.length === 0 ? answer.asideId : null;
    this.#pending = merged.data;
    this.options.onMerged({ ...merged, changed: answer.changed });
    await this.#send();
  }

  /** Puts the newest unsaved data where they outlive the page, or forgets them. */
  #keep(): void {
    if (!this.options.keep) return;
    const copy = (this.#copy += 1);
    const [base, revision, mine] = [this.#base, this.#revision, this.#pending];
    this.#isKept = false;
    void this.options.keep(mine && { base, revision, mine }).then((isKept) => {
      if (copy !== this.#copy) return;
      this.#isKept = isKept;
      if (this.#state.kind === 'offline') this.#set({ kind: 'offline', isKept });
    });
  }

  #schedule(ms: number): void {
    this.#cancel();
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #set(state: FillSaveState): void {
    this.#state = state;
    this.options.onState(state);
  }
}
