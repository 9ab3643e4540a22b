import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FormFinding } from '~/forms/definition/form-finding';

import type { SaveAnswer } from '../draft-saver';

/** What the builder edits and saves. */
export interface Design {
  title: string;
  titleEn: string;
  definition: FormDefinition;
  [name: string]: unknown;
}

export interface SentDesign {
  answer: SaveAnswer;
  /** What would stop publication; absent when nothing was saved. */
  findings?: FormFinding[];
  /** Why nothing was saved, in sentences. */
  refused: string[];
}

/** Sends the design to be saved as the form's draft. Rejects when the server can't be reached. */
export async function sendDesign(
  formId: string,
  revision: number,
  data: Record<string, unknown>,
): Promise<SentDesign> {
  const response = await fetch(`/desk/forms/${formId}/save`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ revision, ...data }),
  });
  if (response.ok) {
    const saved = (await response.json()) as { revision: number; savedAt: string; findings: FormFinding[] };
    return {
      answer: { kind: 'saved', revision: saved.revision, at: new Date(saved.savedAt) },
      findings: saved.findings,
      refused: [],
    };
  }
  const problem = (await response.json().catch(() => ({}))) as {
    errors?: { message: string }[];
    current?: { revision?: number; updatedAt?: string };
  };
  const { revision: current, updatedAt } = problem.current ?? {};
  if (response.status === 409 && current !== undefined) {
    return {
      answer: { kind: 'conflict', revision: current, updatedAt: updatedAt ? new Date(updatedAt) : null },
      refused: [],
    };
  }
  return {
    answer: { kind: 'refused', status: response.status },
    refused: (problem.errors ?? []).map(({ message }) => message),
  };
}
