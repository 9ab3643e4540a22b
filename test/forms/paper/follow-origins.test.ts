import { describe, expect, test } from 'vitest';

import { copyComponent } from '~/app/forms/build/arrange-components';
import { tidyDefinition } from '~/app/forms/build/tidy-definition';
import { bringComponents } from '~/forms/definition/groups/bring-components';
import { renameKey } from '~/forms/definition/rules/rename-key';
import { draftFromPaper } from '~/forms/paper/draft-from-paper';
import { followOrigins, keepOrigin } from '~/forms/paper/follow-origins';
import { defaultLimits } from '~/knowledge/documents/document-limits';
import { readDocxPaper } from '~/knowledge/documents/paper/read-docx-paper.server';
import { sampleDocx } from '~/test/setup/paper-files';

const blank = sampleDocx([
  '申请表',
  {
    columns: 2,
    rows: [
      ['企业名称', ''],
      ['联系人', ''],
    ],
  },
]);
const draft = () => draftFromPaper(readDocxPaper(blank, defaultLimits));

describe('a field that was made of a printed form', () => {
  test('keeps its cells when its key is changed, also twice, and in the builder’s own JSON', () => {
    const { definition, fields } = draft();
    const [first, second] = fields;
    const rename = (form: typeof definition, from: string, to: string) =>
      tidyDefinition(keepOrigin(renameKey(form, from, to), from, to));
    const twice = rename(rename(definition, 'field1', 'firm'), 'firm', 'company');
    expect(followOrigins(fields, twice.components)).toEqual([{ ...first, key: 'company' }, second]);
    // The version before finds them under the key of its time.
    expect(followOrigins(fields, definition.components)).toEqual(fields);
  });

  test('gives its cells to no other: not to a copy, not to a field that takes its old key, not in another form', () => {
    const { definition, fields } = draft();
    const renamed = keepOrigin(renameKey(definition, 'field1', 'firm'), 'field1', 'firm');
    const copied = copyComponent(renamed, 'firm')?.definition ?? renamed;
    expect(followOrigins(fields, copied.components)[0]?.key).toBe('firm');
    const swapped = keepOrigin(renameKey(renamed, 'field2', 'field1'), 'field2', 'field1');
    expect(followOrigins(fields, swapped.components).map(({ key }) => key)).toEqual(['firm', 'field1']);
    const brought = bringComponents({ components: [] }, renamed.components);
    expect(JSON.stringify(brought.components)).not.toContain('paperKey');
  });
});
