import { expect, test } from 'vitest';

import { designedBy, visibleTo } from '~/forms/definition/form-rights';
import { anonymousReader, systemReader } from '~/prisma/access/reader';

const designer = {
  ...anonymousReader,
  kind: 'person' as const,
  personId: 'p',
  appointments: [
    { role: 'designer' as const, departmentId: 'science' },
    { role: 'reviewer' as const, departmentId: 'tax' },
  ],
};

test('a designer designs in the own department, and looks at those reviewed too', () => {
  expect(designedBy(designer)).toEqual({ departmentId: { in: ['science'] } });
  expect(visibleTo(designer)).toEqual({
    departmentId: { in: expect.arrayContaining(['science', 'tax']) as string[] },
  });
});

test('nobody sees none, the platform’s own work all', () => {
  expect(designedBy(anonymousReader)).toEqual({ departmentId: { in: [] } });
  expect(visibleTo(anonymousReader)).toEqual({ departmentId: { in: [] } });
  expect([designedBy(systemReader), visibleTo(systemReader)]).toEqual([{}, {}]);
});
