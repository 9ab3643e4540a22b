/** Why a firm sets a policy aside, as the department reads it. */
export const dismissReasons = [
  'not-ours',
  'data-wrong',
  'too-little',
  'too-much-work',
  'had-it',
  'other',
] as const;
export type DismissReason = (typeof dismissReasons)[number];
