/** What a family of models wants before a text: its documentation says so, and vectors are worse without. */
export const treatments = {
  plain: { query: '', passage: '' },
  /** intfloat/e5 and multilingual-e5: "Each input text should start with "query: " or "passage: "". */
  e5: { query: 'query: ', passage: 'passage: ' },
} as const;

export type Treatment = keyof typeof treatments;

/** The treatment of a model by its name: e5 in every spelling but the instruct ones, which have another form. */
export function treatmentOf(model: string): Treatment {
  const isE5 = /(^|[^a-z0-9])m?e5([^a-z0-9]|$)/i.test(model) && !/instruct/i.test(model);
  return isE5 ? 'e5' : 'plain';
}
