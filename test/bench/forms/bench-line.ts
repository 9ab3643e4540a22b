/** One figure of `npm run bench:forms`: ours beside a peer's, or beside what is asked of us. */
export interface FormsBenchLine {
  name: string;
  ours: number;
  peer: number;
  peerName: string;
  /** ours : peer. */
  ratio: number;
  unit: string;
  threads: number;
}
