import { z } from 'zod';

import { questionKinds } from '../evaluation/questions/evaluation-question';
import { policyTestsSchema } from '../policies/design/policy-test';
import { policyContentSchema } from '../policies/policy-content';
import { isIsoDate } from '~/prisma/calendar/city-date';

const isoDate = z.string().refine(isIsoDate, 'a date that exists, as YYYY-MM-DD');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** The JSON above a document's Markdown. */
export const libraryDocumentSchema = z.strictObject({
  title: z.string().min(1),
  documentNumber: z.string().optional(),
  issuer: z.string().min(1),
  departmentId: slug.optional(),
  region: z.enum(['000000', '359900']),
  kind: z.enum(['law', 'regulation', 'normative', 'notice', 'faq']),
  textKind: z.enum(['original', 'key-points']),
  /** The date of the version of a statute that was excerpted. */
  versionOn: isoDate.optional(),
  adoptedOn: isoDate.optional(),
  issuedOn: isoDate.optional(),
  effectiveFrom: isoDate.optional(),
  expiresOn: isoDate.optional(),
  supersededOn: isoDate.optional(),
  supersededBy: slug.optional(),
  /** A public page against which the figures were checked. */
  sourceUrl: z.url().optional(),
  /** What was verified where, and what is not verified (待核实). */
  sourceNote: z.string().min(1),
});
export type LibraryDocumentHeader = z.infer<typeof libraryDocumentSchema>;

const policyVersionSchema = z.strictObject({
  title: z.string().min(1),
  titleEn: z.string().min(1),
  region: z.enum(['000000', '359900']),
  effectiveFrom: isoDate,
  expiresOn: isoDate.optional(),
  content: policyContentSchema,
});

export const libraryPolicySchema = policyVersionSchema.extend({
  departmentId: slug,
  formPath: slug.optional(),
  /** Facts → verdict, by which the gate proves the version that counts now. */
  tests: policyTestsSchema.default([]),
  /** The versions before this one, the oldest first. */
  earlier: z.array(policyVersionSchema).default([]),
});
export type LibraryPolicy = z.infer<typeof libraryPolicySchema>;

/** When a source saw a value: so many days before the seeding, or on the latest such day of a year. */
const observed = z.union([
  z.strictObject({ daysAgo: z.number().int().min(0) }),
  z.strictObject({ monthDay: z.string().regex(/^\d{2}-\d{2}$/) }),
]);

const plainValue = z.union([z.string(), z.number(), z.boolean()]);
/** A date that moves with the seeding. */
const movingDate = z.strictObject({ daysAgo: z.number().int().min(0) });
/** Values by year: `latestYear` is the one before the seeding. */
const yearly = z.strictObject({
  latestYear: plainValue,
  yearsBack1: plainValue.optional(),
  yearsBack2: plainValue.optional(),
});

export const libraryEnterpriseSchema = z.strictObject({
  creditCode: z.string().length(18),
  name: z.string().min(1),
  region: z.string().length(6),
  industry: z.string().min(1),
  /** Why this firm is in the sample. */
  note: z.string().min(1),
  observations: z.array(
    z.strictObject({
      source: z.string().min(1),
      sourceKind: z.enum(['registry', 'certificate', 'stated', 'submission']),
      observed,
      reference: z.string().optional(),
      facts: z.record(z.string(), z.union([plainValue, movingDate, yearly])),
    }),
  ),
});
export type LibraryEnterprise = z.infer<typeof libraryEnterpriseSchema>;

export const libraryDepartmentSchema = z.strictObject({
  id: slug,
  name: z.string().min(1),
  nameEn: z.string().min(1),
});
export type LibraryDepartment = z.infer<typeof libraryDepartmentSchema>;

export const demoAccountSchema = z.strictObject({
  loginName: slug,
  password: z.string().min(10),
  name: z.string().min(1),
  appointments: z.array(
    z.strictObject({
      role: z.enum(['designer', 'reviewer', 'helpdesk', 'administrator', 'auditor']),
      departmentId: slug.nullable(),
    }),
  ),
  memberships: z.array(z.strictObject({ enterprise: slug, isManager: z.boolean() })),
  /** Who this is, as the sign-in page says it. */
  label: z.string().min(1),
  labelEn: z.string().min(1),
});
export type DemoAccount = z.infer<typeof demoAccountSchema>;

const libraryClause = {
  documentTitle: z.string(),
  documentNumber: z.string().optional(),
  path: z.string(),
};

/** A lay question with the clause that answers it, or without one. */
export const evaluationQuestionSchema = z
  .strictObject({
    id: z.string().min(1),
    question: z.string().min(4),
    kind: z.enum(questionKinds),
    /**
     * Whether the engine may be tuned on it. What is held out was only for the figures until its failures were read;
     * `fresh` was written afterwards, and its failures aren't read.
     */
    use: z.enum(['tuned', 'held-out', 'fresh']),
    ...z.object(libraryClause).partial().shape,
    /** Other clauses that answer as well. */
    also: z.array(z.strictObject(libraryClause)).default([]),
    /** Words that the answer must hold. */
    mustHold: z.array(z.string()).default([]),
    /** The day asked about, told to the assistant beside the question; absent: the day of the run. */
    asOf: isoDate.optional(),
    /** The day that the question's own words mean (2024年那会儿): the assistant has to find it out. */
    meantOn: isoDate.optional(),
  })
  .refine(
    ({ kind, documentTitle, path }) =>
      (kind === 'answerable' || kind === 'replaced-version') ===
      (documentTitle !== undefined && path !== undefined),
    {
      message: 'a question with an answer names its clause, another names none',
    },
  );
export type EvaluationQuestion = z.infer<typeof evaluationQuestionSchema>;
