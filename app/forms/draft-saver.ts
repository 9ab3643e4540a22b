/** What the page says about saving. */
export type SaveState =
  | { kind: 'saved'; at: Date }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** No answer from the server: what was typed is still in the page and is sent again. */
  | { kind: 'offline' }
  /** Another device saved in between. */
  | { kind: 'conflict'; revision: number; updatedAt: Date | null }
  /** The session ended, or the draft can't be saved any more. */
  | { kind: 'refused'; status: number };

export type SaveAnswer =
  | { kind: 'saved'; revision: number; at: Date }
  | { kind: 'conflict'; revision: number; updatedAt: Date | null }
  | { kind: 'refused'; status: number };

type Data = Record<string, unknown>;

export interface DraftSaverOptions {
  revision: number;
  savedAt: Date;
  /** Rejects when the server can't be reached. */
  send: (revision: number, data: Data) => Promise<SaveAnswer>;
  onState: (state: SaveState) => void;
  /** Pause after the last change, in ms. */
  delayMs?: number;
  /** Pause before the next attempt, in ms. */
  retryMs?: number;
}

/** Saves a draft on the way: at most one request at a time, the newest data last, retried until it is kept. */
export class DraftSaver {
  #revision: number;
  #pending: Data | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  #state: SaveState;

  constructor(private readonly options: DraftSaverOptions) {
    this.#revision = options.revision;
    this.#state = { kind: 'saved', at: options.savedAt };
  }

  get revision(): number {
    return this.#revision;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** Whether something typed is not on the server yet. */
  get isDirty(): boolean {
    return this.#pending !== null || this.#running !== null;
  }

  /** Remembers the data and saves it after a pause. */
  change(data: Data): void {
    this.#pending = data;
    if (this.#state.kind === 'conflict') return;
    if (this.#state.kind !== 'offline') this.#set({ kind: 'waiting' });
    this.#schedule(this.options.delayMs ?? 1000);
  }

  /** Saves now what is not saved yet; resolves when the server has answered. */
  async flush(): Promise<SaveState> {
    this.#cancel();
    while (this.#running) await this.#running;
    if (this.#pending && this.#state.kind !== 'conflict') await this.#run();
    return this.#state;
  }

  /** Keeps what is in this page over what the other device saved. */
  async keepMine(): Promise<SaveState> {
    if (this.#state.kind !== 'conflict') return this.#state;
    this.#revision = this.#state.revision;
    this.#set({ kind: 'waiting' });
    return this.flush();
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
    let answer: SaveAnswer;
    try {
      answer = await this.options.send(this.#revision, data);
    } catch {
      // Unreachable server: the newest data wait for the next attempt, and the page says so.
      this.#pending ??= data;
      this.#set({ kind: 'offline' });
      this.#schedule(this.options.retryMs ?? 5000);
      return;
    }
    if (answer.kind === 'saved') this.#revision = answer.revision;
    else this.#pending ??= data;
    this.#set(answer);
    if (answer.kind === 'saved' && this.#pending) this.#schedule(this.options.delayMs ?? 1000);
  }

  #schedule(ms: number): void {
    this.#cancel();
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #set(state: SaveState): void {
    this.#state = state;
    this.options.onState(state);
  }
}
