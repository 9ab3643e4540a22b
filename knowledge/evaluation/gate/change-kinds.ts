/** What may change in what the assistant knows; each kind has its applier in `change-appliers.server.ts`. */
export const changeKinds = [
  'publish-documents',
  'withdraw-document',
  'document-dates',
  'document-fields',
  'passage-edits',
  'dictionary',
  'search-settings',
  'faq',
  'embedding-model',
  'chat-model',
  'calendar',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Where a change stands on its way through the gate. */
export const changeStates = [
  'waiting',
  'running',
  'passed',
  'failed',
  'published',
  'rejected',
  'rolled-back',
] as const;
export type ChangeState = (typeof changeStates)[number];
