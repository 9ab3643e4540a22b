import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { derivedFactSchema, formulaSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { deriveRequestedFacts } from '~/knowledge/policies/derive-requested-facts.server';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
const blocks = [...readFileSync('docs/derived-facts.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => JSON.parse(text ?? '') as unknown,
);

describe('docs/derived-facts.md', () => {
  it('shows one of each formula, all in order', () => {
    const kinds = z
      .array(derivedFactSchema)
      .parse(blocks[2])
      .map(({ formula }) => formula.kind);
    expect(kinds.sort()).toEqual(formulaSchema.options.map((option) => option.shape.kind.value).sort());
  });

  it('tells what the API answers', async () => {
    const request = z
      .object({ facts: z.record(z.string(), z.unknown()), keys: z.array(z.string()) })
      .parse(blocks[3]);
    const derived = z.array(derivedFactSchema).parse(blocks[2]);
    const values = await deriveRequestedFacts(
      { db, now: () => new Date('2026-11-22T02:00:00Z') },
      { ...request, derived },
    );
    expect({ values }).toEqual(blocks[4]);
  });
});
