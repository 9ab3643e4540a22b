/** What goes with a question to a person: the thread, the sources tried, and the firm's facts if it agreed. */
export interface HandoverSummary {
  turns: { at: string; message: string; answer: string; outcome: string }[];
  sources: {
    documentId: string;
    title: string;
    documentNumber: string | null;
    status: string;
    path: string;
    quoted: boolean;
  }[];
  /** Only with the firm's consent. */
  facts: { label: string; value: string; source: string; observedAt: string }[];
}
