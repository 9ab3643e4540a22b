import type { FirmPreview } from './read-firm.server';

/** Reads a firm by the draft as it stands in the editor. */
export async function askFirm(
  policyId: string,
  body: { enterpriseId: string; rule?: unknown; derived: unknown[] },
): Promise<FirmPreview> {
  const response = await fetch(`/desk/policies/${policyId}/firm`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ rule: null, ...body }),
  });
  if (!response.ok) throw new Error(`The firm could not be read: ${response.status}`);
  return (await response.json()) as FirmPreview;
}
