import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { parseEntriesCsv, type CsvEntry } from '../search/dictionary/entries-csv';
import { factDefinitionSchema, type FactDefinition } from '../enterprises/fact-definition';
import type { IsoDate } from '~/prisma/calendar/city-date';

import { fillDates } from './fill-dates';
import {
  demoAccountSchema,
  evaluationQuestionSchema,
  libraryDepartmentSchema,
  libraryDocumentSchema,
  libraryEnterpriseSchema,
  libraryPolicySchema,
  type DemoAccount,
  type EvaluationQuestion,
  type LibraryDepartment,
  type LibraryDocumentHeader,
  type LibraryEnterprise,
  type LibraryPolicy,
} from './library-schema';

const folder = import.meta.dirname;

/** A library document with its dates filled in: what its header says, and the Markdown below it. */
export interface LibraryDocument {
  slug: string;
  header: LibraryDocumentHeader;
  markdown: string;
}

/** The starter city's documents as of a day, by slug in alphabetical order. Throws on a file that isn't in order. */
export function readLibraryDocuments(today: IsoDate): LibraryDocument[] {
  return listFiles('documents', '.md').map((name) => {
    const [, head, body] = /^---json\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read('documents', name)) ?? [];
    if (head === undefined || body === undefined) throw new Error(`${name} has no JSON header`);
    const header = check(libraryDocumentSchema, name, JSON.parse(fillDates(head, today, 'iso')));
    return { slug: name.slice(0, -3), header, markdown: fillDates(body.trimStart(), today, 'words') };
  });
}

/** The policies by id. */
export function readLibraryPolicies(today: IsoDate): Map<string, LibraryPolicy> {
  return readFolder('policies', libraryPolicySchema, today);
}

/** The firms by slug. */
export function readLibraryEnterprises(today: IsoDate): Map<string, LibraryEnterprise> {
  return readFolder('enterprises', libraryEnterpriseSchema, today);
}

/** The facts that the departments add to the catalogue. */
export function readLibraryFactDefinitions(): FactDefinition[] {
  return check(z.array(factDefinitionSchema), 'fact-definitions.json', readJson('fact-definitions.json'));
}

export function readLibraryDepartments(): LibraryDepartment[] {
  return check(z.array(libraryDepartmentSchema), 'departments.json', readJson('departments.json'));
}

/** The demo people with their passwords, for the sign-in page while the sample city is on. */
export function readDemoAccounts(): DemoAccount[] {
  return check(z.array(demoAccountSchema), 'demo-accounts.json', readJson('demo-accounts.json'));
}

/** The words that ship with the platform: general ones of services for enterprises, and the sample city's places. */
export function readLibraryDictionary(): CsvEntry[] {
  const { entries, problems } = parseEntriesCsv(read('.', 'dictionary.csv'));
  const [first] = problems;
  if (first)
    throw new Error(`The library's dictionary.csv isn't in order, line ${first.line}: ${first.message}`);
  return entries;
}

/** The questions by which the starter city's answers are measured. */
export function readEvaluationQuestions(today: IsoDate): EvaluationQuestion[] {
  return fillDates(read('.', 'evaluation-questions.jsonl'), today, 'iso')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) =>
      check(evaluationQuestionSchema, `evaluation-questions.jsonl:${index + 1}`, JSON.parse(line)),
    );
}

function readFolder<Output>(name: string, schema: z.ZodType<Output>, today: IsoDate): Map<string, Output> {
  return new Map(
    listFiles(name, '.json').map((file) => {
      const json: unknown = JSON.parse(fillDates(read(name, file), today, 'iso'));
      return [file.slice(0, -5), check(schema, file, json)];
    }),
  );
}

function check<Output>(schema: z.ZodType<Output>, name: string, json: unknown): Output {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(`The library's ${name} isn't in order: ${z.prettifyError(parsed.error)}`);
}

function listFiles(name: string, ending: string): string[] {
  return readdirSync(path.join(folder, name))
    .filter((file) => file.endsWith(ending))
    .sort();
}

function readJson(name: string): unknown {
  return JSON.parse(read('.', name));
}

function read(name: string, file: string): string {
  return readFileSync(path.join(folder, name, file), 'utf8');
}
