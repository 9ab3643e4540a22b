import type { BindableFact } from '../../palette/edit-forms';

/** A fact as the builder's search shows it. */
export interface CatalogueFact extends BindableFact {
  /** Initials of its Chinese name as pinyin: yffy for 研发费用. */
  initials: string;
  /** Other words for it, from the city's dictionary. */
  synonyms: string[];
  /** After so many days a value is shown as old. */
  freshDays: number;
  sensitivity: 'public' | 'internal' | 'confidential';
  /** Whether a certificate proves it. */
  isCertificate: boolean;
  /** Of the firms looked at, how many have a value. */
  held: { firms: number; of: number };
}
