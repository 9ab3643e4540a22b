import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FormDefinition } from './form-definition';

/** A version as it is filled or shown. */
export interface FormVersionView {
  formId: string;
  path: string;
  versionId: string;
  number: number;
  /** draft | published | retired */
  state: string;
  title: string;
  titleEn: string | null;
  departmentId: string;
  departmentName: string;
  definition: FormDefinition;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
}

/** A form on the designer's desk: `working` is what the builder opens (the draft, else the published version). */
export interface FormForDesign {
  formId: string;
  path: string;
  departmentId: string;
  departmentName: string;
  isSample: boolean;
  working: FormVersionView;
  published: FormVersionView | null;
  versions: {
    versionId: string;
    number: number;
    state: string;
    title: string;
    publishedAt: Date | null;
    updatedAt: Date;
    submissions: number;
    openDrafts: number;
  }[];
}

/** The published version by the form's path or id, or null: public. */
export function getPublishedForm(db: Db, pathOrId: string): Promise<FormVersionView | null> {
  void db;
  void pathOrId;
  return Promise.reject(new Error('not written yet'));
}

/** One version; drafts and retired ones only for the department's designers and reviewers. Throws `NotFoundError`. */
export function getFormVersion(
  deps: { db: Db },
  reader: Reader,
  versionId: string,
): Promise<FormVersionView> {
  void deps;
  void reader;
  void versionId;
  return Promise.reject(new Error('not written yet'));
}

/** The form for its designers. Throws `NotFoundError` for another department's. */
export function getFormForDesign(deps: { db: Db }, reader: Reader, formId: string): Promise<FormForDesign> {
  void deps;
  void reader;
  void formId;
  return Promise.reject(new Error('not written yet'));
}
